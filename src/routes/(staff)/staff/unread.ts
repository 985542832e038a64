/** What staff read of a change that may not have reached everybody. */
import { m } from '#paraglide/messages';

interface Changed {
  cancelled: boolean;
  moved: boolean;
  elsewhere: boolean;
}

/** Whoever comes as if nothing were would stand before a closed door. */
export const isChanged = ({ cancelled, moved, elsewhere }: Changed): boolean =>
  cancelled || moved || elsewhere;

export const unreadWord = ({ people, unread }: { people: number; unread: number }): string =>
  unread === 0 ? m.staff_unread_none({ people }) : m.staff_unread_of({ people, unread });
