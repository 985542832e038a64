/** The one thing of a person's plans that must not be missed, in words that tell a bystander nothing. */
import { localDate } from '#platform/tokyo';
import type { SignupState } from '../index.ts';

/** A place held, waited for, or given back for its person, at a date that is not over. */
export interface Plan {
  signupId: string;
  occurrenceId: string;
  state: SignupState;
  startsAt: Date;
  calledOff: boolean;
  unread: boolean;
}

export interface DayAhead {
  says: 'called_off_today' | 'given_back_today' | 'changed' | 'today';
  startsAt: Date;
  /** Its receipt; null where there are several. */
  signupId: string | null;
  /** The dates to listen to. */
  occurrenceIds: string[];
}

/** Nobody goes in vain first, then what was changed unread, then what is today; of plans in order of time. */
export function dayAhead(plans: Plan[], at: Date): DayAhead | null {
  const today = plans.filter(({ startsAt }) => localDate(startsAt) === localDate(at));
  return (
    about(
      'called_off_today',
      today.filter(({ state, calledOff }) => calledOff && state !== 'cancelled'),
    ) ??
    about(
      'given_back_today',
      today.filter(({ state, calledOff }) => !calledOff && state === 'cancelled'),
    ) ??
    about(
      'changed',
      plans.filter(({ unread }) => unread),
    ) ??
    about(
      'today',
      today.filter(({ state, calledOff }) => state === 'confirmed' && !calledOff),
    )
  );
}

function about(says: DayAhead['says'], plans: Plan[]): DayAhead | null {
  const [first] = plans;
  if (!first) return null;
  return {
    says,
    startsAt: first.startsAt,
    signupId: plans.length === 1 ? first.signupId : null,
    occurrenceIds: plans.map(({ occurrenceId }) => occurrenceId),
  };
}
