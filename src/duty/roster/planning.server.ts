/** Who is on duty when: planned, changed and taken off by whoever keeps the shifts, or by each for themselves. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { brokenConstraint, db, inTransaction, type Database } from '#platform/db';
import { isId } from '#platform/id';
import type { LocalDate } from '#platform/tokyo';
import { presenceChanged } from '../presence-changed.server.ts';
import { readShift, type ShiftInput, type ShiftPlan, type ShiftRefused } from './input.ts';
import { layRule } from './laying.server.ts';
import {
  holdsRole,
  keepsShiftsOf,
  ownRoster,
  recordOnShift,
  refuseRoster,
  type OwnRoster,
} from './own-roster.server.ts';
import {
  copySingles,
  findShift,
  insertShift,
  lockShifts,
  makeWay,
  moveShift,
  setOff,
} from './planned-queries.server.ts';
import type { PlannedShift } from './shift.ts';
import { mondayOf, spanOfWeek } from './week.ts';
import { endRuleBefore, handOverDates, insertRule, takeOffLaid } from './rule-queries.server.ts';

/** Of a rule: this date alone, or it and all that come after it. */
export type Reach = 'date' | 'onward';

type Refused = ShiftRefused | 'overlaps' | 'not_found';

/** A single shift, or a rule with its shifts; where rules have laid one for the same person, the single one stands instead. */
export async function planShift(
  viewer: AccountViewer,
  windowId: string,
  input: ShiftInput,
): Promise<'planned' | Refused> {
  const roster = await ownRoster(viewer, windowId);
  if (roster === 'not_found') return roster;
  const plan = readShift(input, now());
  if ('problems' in plan) return plan;
  if (!keepsShiftsOf(roster, viewer, plan.accountId)) return refuseRoster(viewer, roster);
  return unlessOverlapping(async (trx) => {
    if (!(await holdsRole(trx, roster, plan)))
      return { problems: { accountId: 'person' as const } };
    await write(trx, windowId, plan);
    await recordOnShift(trx, viewer, roster, { act: 'shift.planned', accountId: plan.accountId });
    return 'planned';
  });
}

async function write(trx: Database, windowId: string, plan: ShiftPlan): Promise<void> {
  if (plan.rule) return layRule(trx, await insertRule(trx, windowId, plan.rule));
  await makeWay(trx, { windowId, ...plan }, now());
  await insertShift(trx, windowId, plan);
}

/** Other times, another role or another person; `onward` changes the rule from this date on. A shift that is over stays as it was. */
export async function changeShift(
  viewer: AccountViewer,
  shiftId: string,
  input: ShiftInput,
  reach: Reach = 'date',
): Promise<'changed' | 'over' | Refused> {
  const found = await shiftToKeep(viewer, shiftId);
  if (typeof found === 'string') return found;
  const { roster, shift } = found;
  const plan = readShift(input, now());
  if ('problems' in plan) return plan;
  if (!keepsShiftsOf(roster, viewer, plan.accountId)) return refuseRoster(viewer, roster);
  return unlessOverlapping(async (trx) => {
    if (!(await holdsRole(trx, roster, plan)))
      return { problems: { accountId: 'person' as const } };
    const [held] = await lockShifts(trx, [shift.id]);
    if (!held) return 'not_found';
    if (reach === 'onward' && plan.rule) await changeRule(trx, held, plan);
    else await changeDate(trx, held, plan);
    for (const accountId of new Set([held.accountId, plan.accountId]))
      await recordOnShift(trx, viewer, roster, { act: 'shift.changed', accountId });
    return 'changed';
  });
}

async function changeDate(trx: Database, shift: PlannedShift, plan: ShiftPlan): Promise<void> {
  const { windowId, id } = shift;
  if (shift.accountId !== plan.accountId) {
    await setOff(trx, [id], now());
    return write(trx, windowId, { ...plan, rule: null });
  }
  await makeWay(trx, { windowId, ...plan }, now(), id);
  await moveShift(trx, id, plan);
}

/** What was said of single dates is kept where the same person goes on. */
async function changeRule(trx: Database, shift: PlannedShift, plan: ShiftPlan): Promise<void> {
  const { ruleId, ruleDate, windowId } = shift;
  if (!plan.rule) return;
  if (!ruleId || !ruleDate) {
    await setOff(trx, [shift.id], now());
    return write(trx, windowId, plan);
  }
  await endRuleBefore(trx, ruleId, ruleDate);
  const successor = await insertRule(trx, windowId, { ...plan.rule, validFrom: ruleDate });
  if (shift.accountId === plan.accountId)
    await handOverDates(trx, { from: ruleId, to: successor.id }, ruleDate);
  else await takeOffLaid(trx, ruleId, ruleDate, now());
  await layRule(trx, successor);
}

/** It stays known as taken off: no rule lays it again. `onward` ends the rule with the day before. */
export async function takeOffShift(
  viewer: AccountViewer,
  shiftId: string,
  reach: Reach = 'date',
): Promise<'taken_off' | 'over' | 'not_found'> {
  const found = await shiftToKeep(viewer, shiftId);
  if (typeof found === 'string') return found;
  const { roster, shift } = found;
  await inTransaction(async (trx, afterCommit) => {
    const { accountId, ruleId, ruleDate } = shift;
    await setOff(trx, [shift.id], now());
    if (reach === 'onward' && ruleId && ruleDate) {
      await endRuleBefore(trx, ruleId, ruleDate);
      await takeOffLaid(trx, ruleId, ruleDate, now());
    }
    await recordOnShift(trx, viewer, roster, { act: 'shift.taken_off', accountId });
    afterCommit(presenceChanged);
  });
  return 'taken_off';
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
  return inTransaction((trx) => copySingles(trx, windowId, { week, accountId, at: now() }));
}

/** A shift the viewer may change: their own, or anybody's where they keep all. */
async function shiftToKeep(
  viewer: AccountViewer,
  shiftId: string,
): Promise<{ roster: OwnRoster; shift: PlannedShift } | 'over' | 'not_found'> {
  const shift = isId(shiftId) ? await findShift(db, shiftId) : undefined;
  if (!shift) return 'not_found';
  const roster = await ownRoster(viewer, shift.windowId);
  if (roster === 'not_found') return roster;
  if (!keepsShiftsOf(roster, viewer, shift.accountId)) return refuseRoster(viewer, roster);
  return shift.endsAt <= now() ? 'over' : { roster, shift };
}

const unlessOverlapping = <T>(work: (trx: Database) => Promise<T>): Promise<T | 'overlaps'> =>
  inTransaction(async (trx, afterCommit) => {
    afterCommit(presenceChanged);
    return work(trx);
  }).catch((error: unknown) => {
    if (brokenConstraint(error) === 'shifts_one_at_a_time') return 'overlaps';
    throw error;
  });
