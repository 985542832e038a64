/** What a change of several dates does to those who hold places there: told first, then done. */
import { createHash } from 'node:crypto';
import { minutesLater, otherPlace, type LockedDate } from './date-change.ts';
import type { ReadDateChange } from './date-input.ts';
import type { OccurrenceId } from './occurrence.ts';

interface Stand {
  startsAt: Date;
  endsAt: Date;
  /** Town and place as people read them; empty where neither is known. */
  place: string;
}

/** A date that people hold or wait for. */
export interface DateAtStake {
  id: OccurrenceId;
  from: Stand;
  /** Null where it is called off. */
  to: Stand | null;
  taken: number;
  waiting: number;
}

export interface Stakes {
  held: DateAtStake[];
  /** How many more are changed that nobody holds. */
  others: number;
  /** Of all that is told; the same change given it is done. */
  seen: string;
}

type Weighty = Extract<ReadDateChange, { act: 'cancel' | 'shift' | 'place' | 'usual_place' }>;

/** `town`: the name of the one told, null for the usual one. */
export function stakesOf(
  changing: LockedDate[],
  change: ReadDateChange,
  town: string | null,
): Stakes {
  const held = isWeighty(change)
    ? changing.filter(isHeld).map((one) => stakeOf(one, change, town))
    : [];
  held.sort((a, b) => a.from.startsAt.getTime() - b.from.startsAt.getTime());
  const told = { held, others: changing.length - held.length };
  const seen = createHash('sha256')
    .update(JSON.stringify([change, told]))
    .digest('base64url');
  return { ...told, seen };
}

/** A note, another number of seats and a date that takes place after all change nobody's plans. */
const isWeighty = (change: ReadDateChange): change is Weighty =>
  ['cancel', 'shift', 'place', 'usual_place'].includes(change.act);

const isHeld = ({ taken, waiting }: LockedDate): boolean => taken + waiting > 0;

function stakeOf(one: LockedDate, change: Weighty, town: string | null): DateAtStake {
  const place = wordsOf(one.place_area ?? one.usual_area, one.place_name ?? one.usual_name);
  const from = { startsAt: one.starts_at, endsAt: one.ends_at, place };
  const { id, taken, waiting } = one;
  return { id, from, to: standAfter(one, change, town, from), taken, waiting };
}

function standAfter(
  one: LockedDate,
  change: Weighty,
  town: string | null,
  from: Stand,
): Stand | null {
  if (change.act === 'cancel') return null;
  if (change.act === 'shift')
    return {
      ...from,
      startsAt: minutesLater(one.starts_at, change.minutes),
      endsAt: minutesLater(one.ends_at, change.minutes),
    };
  const other = otherPlace(one, change);
  return {
    ...from,
    place: wordsOf((other && town) ?? one.usual_area, other?.placeName ?? one.usual_name),
  };
}

const wordsOf = (town: string | null, placeName: string): string =>
  [town, placeName].filter(Boolean).join(' ');
