/** Slots as an availability makes them, written down up to its horizon; running it again, or twice at once, adds nothing. */
import type { AccountId } from '#accounts';
import { lockAccount } from '#accounts/server';
import type { Leave } from '#organisations/server';
import { now } from '#platform/clock';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import { eachAlone } from '#platform/jobs';
import { addDays, localDate } from '#platform/tokyo';
import { announceChange } from '../announce.server.ts';
import {
  changeOccurrence,
  deleteOccurrence,
  setUnannounced,
} from '../occurrence-queries.server.ts';
import { refusingOverlaps } from '../occurrences.server.ts';
import type { ComingDate, DateFate } from '../date-fates.ts';
import { holdConsultation } from '../series-queries.server.ts';
import { deleteAvailabilities, findAvailability } from './availability-queries.server.ts';
import { listAvailabilities, listensAt } from './supporter-queries.server.ts';
import type { Availability, Laying } from './availability.ts';
import { planSlots, type ComingSlot, type SlotPlan } from './slot-fates.ts';
import {
  insertSlotRows,
  listComingSlots,
  listOtherSlots,
  listTakenStarts,
  lockComingOf,
  lockGivenBack,
} from './slot-queries.server.ts';
import { slotsOf } from './slots.ts';
import { deleteStandBysOf } from './stand-by-queries.server.ts';

export interface ComingPlan extends SlotPlan {
  coming: ComingSlot[];
}

/** What the availability would make of the supporter's coming slots; `held` against sign-ups until the transaction ends. */
export async function planFor(
  trx: Database,
  laying: Laying,
  availability: Availability,
  { held }: { held: boolean },
): Promise<ComingPlan> {
  const coming = await listComingSlots(trx, laying, { held });
  const ids = coming.map(({ id }) => id as string);
  const others = await listOtherSlots(trx, laying, ids);
  const taken = await listTakenStarts(trx, laying);
  const planned = comingSlotsOf(availability);
  return { coming, ...planSlots(planned, { coming, others, taken }, availability) };
}

/** From now to the horizon; last night's hours may still run. */
function comingSlotsOf(availability: Availability) {
  const today = localDate(now());
  const last = addDays(today, availability.horizonDays);
  return slotsOf(availability, addDays(today, -1), addDays(last, 1)).filter(
    ({ startsAt }) => startsAt > now() && localDate(startsAt) <= last,
  );
}

/** Does what was planned: what goes makes room before anything comes. */
export async function layOut(
  trx: Database,
  laying: Laying,
  { fates, coming }: Pick<ComingPlan, 'fates' | 'coming'>,
  afterCommit: AfterCommit,
): Promise<void> {
  const before = new Map(coming.map((one) => [one.id, one]));
  for (const { id, fate } of fates) {
    const one = id && before.get(id);
    if (one && fate === 'goes') await withdraw(trx, one, afterCommit);
  }
  for (const fate of fates) {
    const one = fate.id && before.get(fate.id);
    if (one) await meetFate(trx, one, fate, afterCommit);
  }
  const added = fates.flatMap(({ id, to }) => (id === null && to ? [to] : []));
  if (added.length === 0) return;
  const rows = added.map(({ startsAt, endsAt }) => ({
    series_id: laying.seriesId,
    kind: 'peer_consultation',
    original_start: startsAt,
    starts_at: startsAt,
    ends_at: endsAt,
    origin: 'rule',
    supporter_account_id: laying.accountId,
    capacity: 1,
    changed_at: now(),
  }));
  for (const slot of await insertSlotRows(trx, rows)) afterCommit(() => announceChange(slot));
}

/** Somebody had it once and must find it again: cancelled as `kept`, which tells it from one called off by hand. */
async function withdraw(
  trx: Database,
  { id, inUse }: { id: string; inUse: boolean },
  afterCommit: AfterCommit,
): Promise<void> {
  if (!inUse) return deleteOccurrence(trx, id);
  const changed = await changeOccurrence(trx, id, { state: 'cancelled', origin: 'kept' });
  afterCommit(() => announceChange(changed));
}

/** Takes away slots that a colleague took over and nobody holds any more: the colleague is free then; of one account or of all. */
export async function withdrawGivenBack(
  trx: Database,
  afterCommit: AfterCommit,
  accountId?: AccountId,
): Promise<void> {
  for (const one of await lockGivenBack(trx, accountId)) await withdraw(trx, one, afterCommit);
}

async function meetFate(
  trx: Database,
  { id, origin }: ComingDate,
  { fate, to }: DateFate,
  afterCommit: AfterCommit,
): Promise<void> {
  if (fate === 'goes' || !to) return;
  const becomes = fate === 'kept' ? 'kept' : 'rule';
  if (fate === 'kept' || fate === 'stays') {
    if (origin !== becomes) await setUnannounced(trx, id, { origin: becomes });
    return;
  }
  const span = { starts_at: to.startsAt, ends_at: to.endsAt };
  const opened = { state: 'scheduled', cancelled_reason: '', origin: 'rule' };
  const changed = await changeOccurrence(trx, id, { ...span, ...(fate === 'new' && opened) });
  afterCommit(() => announceChange(changed));
}

/** Every supporter's, one at a time; where somebody is busy elsewhere meanwhile, no slot is made. Throws after the last, so that the job is tried again. */
export async function layOutAll(): Promise<void> {
  await inTransaction((trx, afterCommit) => withdrawGivenBack(trx, afterCommit));
  const failed = await eachAlone(await listAvailabilities(), 'slots of a supporter', (one) => {
    const laying = { ...one, accountId: one.accountId as AccountId };
    return refusingOverlaps(() => inTransaction((trx, after) => layOutStored(trx, laying, after)));
  });
  if (failed > 0) throw new Error('the slots of some supporters were not laid out');
}

/** What is kept of the supporter's availability, written down once more. */
export async function layOutStored(
  trx: Database,
  laying: Laying,
  afterCommit: AfterCommit,
): Promise<void> {
  const series = await holdConsultation(trx, laying.seriesId);
  if (!series) return;
  // Writers of one supporter's time in turn: side by side they would wait for each other.
  await lockAccount(trx, laying.accountId);
  const availability = await findAvailability(trx, laying);
  if (!availability) return;
  const listens = await listensAt(trx, { ...laying, organisationId: series.organisation_id });
  const hours = listens ? availability : { ...availability, ...NO_HOURS };
  const plan = await planFor(trx, laying, hours, { held: true });
  await layOut(trx, laying, plan, afterCommit);
}

/** Of an account that is disabled: free slots go until it is enabled again. */
const NO_HOURS = { week: [], exceptions: [] };

/** A supporter is one no more: free slots go, what somebody holds stays for a colleague to stand in. */
export const leaveConsultations: Leave = async (trx, member, afterCommit) => {
  await deleteStandBysOf(trx, member);
  if (!member.lost.includes('peer_supporter')) return;
  await lockAccount(trx, member.accountId);
  await deleteAvailabilities(trx, member);
  for (const { id, taken, waiting, inUse } of await lockComingOf(trx, member))
    if (taken + waiting > 0) await setUnannounced(trx, id, { origin: 'kept' });
    else await withdraw(trx, { id, inUse }, afterCommit);
};
