/** What becomes of a supporter's coming slots when the availability changes: told first, then done. */
import type { ComingDate, DateFate } from '../date-fates.ts';
import { meets, type Slot } from './slots.ts';

/** What becomes of coming slots, and which planned ones another slot of the supporter elsewhere stands against. */
export interface SlotPlan {
  fates: DateFate[];
  clashes: Slot[];
}

/** A coming date with the reason it was called off for, if somebody called it off. */
export interface ComingSlot extends ComingDate {
  cancelledReason: string;
}

interface Standing {
  coming: ComingSlot[];
  /** Live slots of the supporter that this availability did not make; `here`: of the same consultation. */
  others: (Slot & { here: boolean })[];
  /** Starts that have a row already and get no other. */
  taken: Date[];
}

/**
 * A slot that somebody holds stays as it is, free ones follow the availability. New slots keep the pause from held ones;
 * where the supporter is busy elsewhere they are not made.
 */
export function planSlots(
  planned: Slot[],
  { coming, others, taken }: Standing,
  terms: { pauseMinutes: number },
): SlotPlan {
  const byStart = new Map(planned.map((slot) => [slot.startsAt.getTime(), slot]));
  const held = [...coming.filter(isHeld), ...others.filter(({ here }) => here)];
  const elsewhere = others.filter(({ here }) => !here);
  const known = new Set(taken.map(Number));
  const clashes: Slot[] = [];
  const room = (slot: Slot, own?: ComingDate): boolean => {
    if (held.some((one) => one !== own && meets(one, slot, terms))) return false;
    const free = !elsewhere.some((one) => meets(one, slot, { pauseMinutes: 0 }));
    if (!free) clashes.push(slot);
    return free;
  };
  // What was called off by hand asks for no time: where the supporter is then is no matter.
  const open = coming.filter((one) => one.state === 'scheduled' || isWithdrawn(one));
  const standing = open.flatMap((one) => {
    const plan = byStart.get(one.originalStart.getTime());
    return fateOf(one, plan && (isHeld(one) || room(plan, one)) ? plan : undefined) ?? [];
  });
  const added = planned.filter((slot) => !known.has(slot.startsAt.getTime()) && room(slot));
  const fates = [...standing, ...added.map((slot) => opened(null, slot))];
  return { fates: fates.sort((a, b) => startOf(a) - startOf(b)), clashes };
}

const startOf = ({ from, to }: DateFate): number => (to ?? from)?.startsAt.getTime() ?? 0;

const isBooked = ({ taken, waiting }: ComingDate): boolean => taken + waiting > 0;

const isHeld = (one: ComingDate): boolean =>
  one.state === 'scheduled' && (isBooked(one) || one.moved);

/** Cancelled because it no longer fitted, though somebody had it once; whoever calls one off by hand gives a reason. */
const isWithdrawn = ({ state, origin, cancelledReason }: ComingSlot): boolean =>
  state === 'cancelled' && origin === 'kept' && cancelledReason === '';

function fateOf(one: ComingSlot, plan: Slot | undefined): DateFate | undefined {
  if (isWithdrawn(one)) return plan && opened(one, plan);
  const from = { startsAt: one.startsAt, endsAt: one.endsAt };
  const fits = plan !== undefined && plan.endsAt.getTime() === one.endsAt.getTime();
  if (one.moved || fits) return fated(one, { fate: 'stays', to: from });
  if (isBooked(one)) return fated(one, { fate: 'kept', to: from, touched: one.origin !== 'kept' });
  return fated(one, plan ? { fate: 'moves', to: plan } : { fate: 'goes', to: null });
}

const opened = (one: ComingDate | null, slot: Slot): DateFate => ({
  ...fated(one, { fate: 'new', to: slot }),
  from: null,
});

const fated = (
  one: ComingDate | null,
  lot: Pick<DateFate, 'fate' | 'to'> & { touched?: boolean },
): DateFate => ({
  id: one?.id ?? null,
  from: one && { startsAt: one.startsAt, endsAt: one.endsAt },
  cancelled: false,
  capacity: 1,
  keepsPlaces: false,
  placeName: one?.placeName ?? null,
  touched: false,
  taken: one?.taken ?? 0,
  waiting: one?.waiting ?? 0,
  ...lot,
  to: lot.to && { startsAt: lot.to.startsAt, endsAt: lot.to.endsAt },
});
