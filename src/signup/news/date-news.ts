/** What became of a date since its person last read of it. */
import type { OccurrenceDetail } from '#schedule';
import type { SignupState } from '../index.ts';

/** `moved_up`: a place came from the queue; `given_back`: it was, not by its person. */
export type DateNews = 'called_off' | 'given_back' | 'moved' | 'elsewhere' | 'moved_up' | 'changed';

type Told = Pick<
  OccurrenceDetail,
  'sequence' | 'state' | 'endsAt' | 'movedFrom' | 'usualPlace' | 'startsAt'
>;

/** Nothing is news to whoever gave the place up, nor once it is over. */
export function newsOf(
  signup: { state: SignupState; seenSequence: number; placeUnread: boolean },
  date: Told,
  at: Date,
): DateNews | null {
  const { state, seenSequence, placeUnread } = signup;
  if (date.endsAt <= at) return null;
  if (state === 'cancelled') return placeUnread ? 'given_back' : null;
  const dateNews = date.sequence > seenSequence ? becomeOf(date) : null;
  return placeUnread && (dateNews === null || dateNews === 'changed') ? 'moved_up' : dateNews;
}

function becomeOf(date: Told): DateNews {
  if (date.state === 'cancelled') return 'called_off';
  if (date.movedFrom && +date.movedFrom !== +date.startsAt) return 'moved';
  return date.usualPlace === null ? 'changed' : 'elsewhere';
}
