/** A shift that is planned is changed, taken off, or put back, by whoever keeps the shifts, or by each for themselves. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { localDate } from '#platform/tokyo';
import { presenceChanged } from '../presence-changed.server.ts';
import { asPlanned, unlessOverlapping, type Refused } from './as-planned.server.ts';
import type { ShiftInput, ShiftPlan } from './input.ts';
import { layRule } from './laying.server.ts';
import { holdsRole, recordOnShift, shiftToKeep, type Stays } from './own-roster.server.ts';
import { lockShifts, makeWay, moveShift, setOff } from './planned-queries.server.ts';
import { writePlan } from './planning.server.ts';
import type { ShiftRule } from './rule.ts';
import {
  deleteAside,
  handOverDates,
  raiseEditions,
  setAside,
  takeOffLaid,
} from './laid-queries.server.ts';
import { endRuleBefore, holdRule, insertRule, type KeptRule } from './rule-queries.server.ts';
import type { PlannedShift } from './planned-shift.ts';

/** Of a rule: this date alone, or it and all that come after it. */
export type Reach = 'date' | 'onward';

/**
 * Other times, another role or another person; `onward` changes the rule from this date on. A shift that is over stays as it
 * was, and so does one that is off; `changed_meanwhile`: it is not the edition any more that was changed.
 */
export async function changeShift(
  viewer: AccountViewer,
  shiftId: string,
  input: ShiftInput,
  { reach = 'date', edition }: { reach?: Reach; edition: number },
): Promise<'changed' | 'changed_meanwhile' | Stays | Refused> {
  const found = await shiftToKeep(viewer, shiftId);
  if (typeof found === 'string') return found;
  const { roster, shift } = found;
  return asPlanned(viewer, roster, input, async (trx, plan) => {
    const held = await holdShift(trx, shift);
    if (!held) return 'off';
    if (held.edition !== edition) return 'changed_meanwhile';
    if (reach === 'onward' && plan.rule) await changeRule(trx, held, plan, plan.rule);
    else await changeDate(trx, held, plan);
    for (const accountId of new Set([held.accountId, plan.accountId]))
      await recordOnShift(trx, viewer, roster, { act: 'shift.changed', accountId });
    return 'changed';
  });
}

/** With the rule that laid it: of two who change that at once the later sees what the first made of it. */
async function holdShift(
  trx: Database,
  { id, ruleId }: PlannedShift,
): Promise<PlannedShift | undefined> {
  if (ruleId) await holdRule(trx, { id: ruleId, on: localDate(now()) });
  const [held] = await lockShifts(trx, [id]);
  return held;
}

async function changeDate(trx: Database, shift: PlannedShift, plan: ShiftPlan): Promise<void> {
  const { windowId, id } = shift;
  if (shift.accountId !== plan.accountId) {
    await setOff(trx, [id], now());
    await writePlan(trx, windowId, { ...plan, rule: null });
    return;
  }
  await makeWay(trx, { windowId, ...plan }, now(), id);
  await moveShift(trx, id, plan);
}

async function changeRule(
  trx: Database,
  shift: PlannedShift,
  plan: ShiftPlan,
  rule: ShiftRule,
): Promise<void> {
  const { ruleId, ruleDate, windowId } = shift;
  if (!ruleId || !ruleDate) {
    await setOff(trx, [shift.id], now());
    await writePlan(trx, windowId, plan);
    return;
  }
  await endRule(trx, shift, await insertRule(trx, windowId, { ...rule, validFrom: ruleDate }));
}

/**
 * From the date of a shift on nothing of its rule stands but what goes on in a successor: of the same person each shift whose
 * date it has, and what was said of single dates.
 */
async function endRule(
  trx: Database,
  { accountId, ruleId, ruleDate }: PlannedShift,
  successor?: KeptRule,
): Promise<void> {
  if (!ruleId || !ruleDate) return;
  const at = now();
  await raiseEditions(trx, ruleId, at);
  const aside = await setAside(trx, ruleId, ruleDate, at);
  await endRuleBefore(trx, ruleId, ruleDate);
  if (successor?.accountId === accountId)
    await handOverDates(trx, { from: ruleId, to: successor.id }, ruleDate);
  else await takeOffLaid(trx, ruleId, ruleDate, at);
  if (successor) await layRule(trx, successor, aside);
  await deleteAside(trx, aside, at);
}

/** It stays known as taken off: no rule lays it again. `onward` ends the rule with the day before. */
export async function takeOffShift(
  viewer: AccountViewer,
  shiftId: string,
  reach: Reach = 'date',
): Promise<'taken_off' | Stays | 'not_found'> {
  const found = await shiftToKeep(viewer, shiftId);
  if (typeof found === 'string') return found;
  const { roster, shift } = found;
  return inTransaction(async (trx, afterCommit) => {
    const held = await holdShift(trx, shift);
    if (!held) return 'off';
    await setOff(trx, [held.id], now());
    if (reach === 'onward') await endRule(trx, held);
    await recordOnShift(trx, viewer, roster, { act: 'shift.taken_off', ...held });
    afterCommit(presenceChanged);
    return 'taken_off';
  });
}

/** A date taken off by mistake stands again as it was. */
export async function putBackShift(
  viewer: AccountViewer,
  shiftId: string,
): Promise<'put_back' | 'over' | 'overlaps' | 'not_found'> {
  const found = await shiftToKeep(viewer, shiftId, { off: true });
  if (found === 'off') return 'put_back';
  if (typeof found === 'string') return found;
  const { roster, shift } = found;
  return unlessOverlapping(async (trx) => {
    if (!(await holdsRole(trx, roster, shift))) return 'not_found';
    await setOff(trx, [shift.id], null);
    await recordOnShift(trx, viewer, roster, { act: 'shift.put_back', ...shift });
    return 'put_back';
  });
}
