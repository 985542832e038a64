/** A person's sign-up as their own calendar shows it, which others may look into: when, and unless they ask for more, nothing else. */
import { m } from '#paraglide/messages';
import type { CalendarEntry } from '#platform/calendar';
import type { SignupState } from '../index.ts';

/** A sign-up with what its date has become. */
export interface Kept {
  id: string;
  state: SignupState;
  startsAt: Date;
  endsAt: Date;
  calledOff: boolean;
  /** Of the date. */
  sequence: number;
  /** Of the date and what its series tells, the later: when somebody signed up or gave up their place is not kept. */
  changedAt: Date;
  title: string;
}

/** A place waited for may be given, one held be given up, and never the other way: with the date's own changes it grows. */
const STEP: Record<SignupState, number> = { waiting: 0, confirmed: 1, cancelled: 2 };

/** `called`: the title of its entry. */
export function calendarEntry(kept: Kept, called: string): CalendarEntry {
  const { calledOff, state } = kept;
  const off = calledOff || state === 'cancelled';
  return {
    // A domain of its own rather than the host's name: a portal that moves house must not double everybody's entries.
    uid: `${kept.id}@tsudoi`,
    sequence: kept.sequence + STEP[state],
    changedAt: kept.changedAt,
    startsAt: kept.startsAt,
    endsAt: kept.endsAt,
    title: titleOf(kept, called),
    status: off ? 'cancelled' : state === 'waiting' ? 'tentative' : 'confirmed',
    busy: !off,
    private: true,
  };
}

/** Some readers drop the status of an entry, so its title says it too. */
function titleOf({ calledOff, state }: Kept, title: string): string {
  if (state === 'cancelled') return m.signup_calendar_given_up({ title });
  if (calledOff) return m.signup_calendar_called_off({ title });
  return state === 'waiting' ? m.signup_calendar_waiting({ title }) : title;
}
