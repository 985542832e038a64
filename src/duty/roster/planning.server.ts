/** Who is on duty when: planned by whoever keeps the shifts, or by each for themselves. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import type { LocalDate } from '#platform/tokyo';
import { asPlanned, type Refused } from './as-planned.server.ts';
import type { ShiftInput, ShiftPlan } from './input.ts';
import { layRule } from './laying.server.ts';
import { ownRoster, recordOnShift } from './own-roster.server.ts';
import { copySingles, insertShift, makeWay } from './planned-queries.server.ts';
import { insertRule } from './rule-queries.server.ts';
import { mondayOf, spanOfWeek } from './week.ts';

/**
 * A single shift, or a rule with its shifts; where rules have laid one for the same person, the single one stands instead.
 * `without`: on so many dates of the rule that person has a shift already, which stays.
 */
export async function planShift(
  viewer: AccountViewer,
  windowId: string,
  input: ShiftInput,
): Promise<'planned' | { without: number } | Refused> {
  const roster = await ownRoster(viewer, windowId);
  if (roster === 'not_found') return roster;
  return asPlanned(viewer, roster, input, async (trx, plan) => {
    const without = await writePlan(trx, windowId, plan);
    await recordOnShift(trx, viewer, roster, { act: 'shift.planned', accountId: plan.accountId });
    return without > 0 ? { without } : 'planned';
  });
}

/** How many dates of a rule were left out. */
export async function writePlan(trx: Database, windowId: string, plan: ShiftPlan): Promise<number> {
  if (plan.rule) return layRule(trx, await insertRule(trx, windowId, plan.rule));
  await makeWay(trx, { windowId, ...plan }, now());
  await insertShift(trx, windowId, plan);
  return 0;
}

/** Single shifts of the week before, everybody's or one's own, again in the week of a date. How many. */
export async function copyLastWeek(
  viewer: AccountViewer,
  windowId: string,
  date: LocalDate,
): Promise<number | 'not_found'> {
  const roster = await ownRoster(viewer, windowId);
  if (roster === 'not_found') return roster;
  const week = spanOfWeek(mondayOf(date));
  const accountId = roster.keepsAll ? null : viewer.accountId;
  return inTransaction(async (trx) => {
    const copied = await copySingles(trx, windowId, { week, accountId, at: now() });
    for (const whose of new Set(copied))
      await recordOnShift(trx, viewer, roster, { act: 'shift.planned', accountId: whose });
    return copied.length;
  });
}
