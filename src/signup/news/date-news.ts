/** What became of a date since its person last read of it. */
import type { OccurrenceDetail } from '#schedule';
import type { SignupState } from '../index.ts';

export type DateNews = 'called_off' | 'moved' | 'elsewhere' | 'changed';

type Told = Pick<
  OccurrenceDetail,
  'sequence' | 'state' | 'endsAt' | 'movedFrom' | 'usualPlace' | 'startsAt'
>;

/** Nothing is news to whoever gave the place up, nor once it is over. */
export function newsOf(
  signup: { state: SignupState; seenSequence: number },
  date: Told,
  at: Date,
): DateNews | null {
  const unread = date.sequence > signup.seenSequence;
  if (!unread || signup.state === 'cancelled' || date.endsAt <= at) return null;
  if (date.state === 'cancelled') return 'called_off';
  if (date.movedFrom && +date.movedFrom !== +date.startsAt) return 'moved';
  return date.usualPlace === null ? 'changed' : 'elsewhere';
}
