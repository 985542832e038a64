/** Whether a single date may be changed so. */
import type { OrganisationId } from '#accounts';
import type { ReadDateChange } from './date-input.ts';
import type { OccurrenceId } from './occurrence.ts';
import { minutesBefore } from './sign-up-terms.ts';

/** A date as it is locked for a change. */
export interface LockedDate {
  id: OccurrenceId;
  kind: string;
  format: string;
  organisation_id: OrganisationId;
  supporter_account_id: string | null;
  /** Its series is still going on. */
  goesOn: boolean;
  state: 'scheduled' | 'cancelled';
  starts_at: Date;
  ends_at: Date;
  changed_at: Date;
  taken: number;
  waiting: number;
  place_name: string | null;
  place_code5: string | null;
  /** Name of that town. */
  place_area: string | null;
  /** Where its series is. */
  usual_name: string;
  usual_code5: string | null;
  usual_area: string | null;
}

/** Why a date cannot be changed so. `fewer`: than have a place; `taken` says how many. `online`: it has no place. `changed`: since it was read. */
export interface DateRefusal {
  id: OccurrenceId;
  startsAt: Date;
  why: 'over' | 'past' | 'fewer' | 'slot' | 'online' | 'changed';
  taken: number;
}

export function judge(
  one: LockedDate,
  change: ReadDateChange,
  now: Date,
  asOf = now,
): DateRefusal | undefined {
  const why = reasonAgainst(one, change, now, asOf);
  return why && { id: one.id, startsAt: one.starts_at, why, taken: one.taken };
}

function reasonAgainst(
  one: LockedDate,
  change: ReadDateChange,
  now: Date,
  asOf: Date,
): DateRefusal['why'] | undefined {
  if (one.ends_at <= now || !one.goesOn) return 'over';
  if (change.act === 'shift') {
    if (one.state === 'cancelled') return 'over';
    if (one.changed_at > asOf) return 'changed';
    return minutesLater(one.starts_at, change.minutes) > now ? undefined : 'past';
  }
  if (change.act === 'place' || change.act === 'usual_place') {
    if (one.state === 'cancelled') return 'over';
    return one.format === 'online' ? 'online' : undefined;
  }
  if (change.act !== 'resize') return undefined;
  if (one.kind === 'peer_consultation') return 'slot';
  if (one.state === 'cancelled') return 'over';
  return change.capacity < one.taken ? 'fewer' : undefined;
}

/** The other place a date would have by the change; null for the usual one, however it is named. */
export function otherPlace(
  one: LockedDate,
  change: Extract<ReadDateChange, { act: 'place' | 'usual_place' }>,
): { placeName: string; code5: string | null } | null {
  if (change.act === 'usual_place') return null;
  const { placeName, code5 } = change;
  const isUsual = placeName === one.usual_name && (code5 === null || code5 === one.usual_code5);
  return isUsual ? null : { placeName, code5 };
}

/** It stands like that already: nobody is to hear of a change. */
export function standsSo(one: LockedDate, change: ReadDateChange): boolean {
  if (change.act === 'cancel') return one.state === 'cancelled';
  if (change.act === 'restore') return one.state === 'scheduled';
  if (change.act !== 'place' && change.act !== 'usual_place') return false;
  const to = otherPlace(one, change);
  return one.place_name === (to?.placeName ?? null) && one.place_code5 === (to?.code5 ?? null);
}

export const minutesLater = (at: Date, minutes: number): Date => minutesBefore(at, -minutes);
