/** A shift that is planned is changed, taken off, or put back, by whoever keeps the shifts, or by each for themselves. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import type { LocalDate } from '#platform/tokyo';
import { presenceChanged } from '../presence-changed.server.ts';
import { asPlanned, unlessOverlapping, type Refused } from './as-planned.server.ts';
import type { ShiftInput, ShiftPlan } from './input.ts';
import { layRule } from './laying.server.ts';
import { holdsRole, recordOnShift, shiftToKeep, type Stays } from './own-roster.server.ts';
import { lockShifts, makeWay, moveShift, setOff } from './planned-queries.server.ts';
import { writePlan } from './planning.server.ts';
import type { ShiftRule } from './rule.ts';
import { deleteLaidSince, handOverDates, takeOffLaid } from './laid-queries.server.ts';
import { endRuleBefore, insertRule, type KeptRule } from './rule-queries.server.ts';
import type { PlannedShift } from './shift.ts';

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
    const [held] = await lockShifts(trx, [shift.id]);
    if (!held) return 'off';
    if (held.edition !== edition) return 'changed_meanwhile';
    if (reach === 'onward' && plan.rule) await changeRule(trx, held, plan, plan.rule);
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
    await writePlan(trx, windowId, { ...plan, rule: null });
    return;
  }
  await makeWay(trx, { windowId, ...plan }, now(), id);
  await moveShift(trx, id, plan);
}

/** What was said of single dates is kept where the same person goes on. */
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
  const successor = await insertRule(trx, windowId, { ...rule, validFrom: ruleDate });
  const to = shift.accountId === plan.accountId ? successor : undefined;
  await endRule(trx, { id: ruleId, from: ruleDate }, to);
  await layRule(trx, successor);
}

/** From a date on nothing of it stands; what was said of single dates goes over to its successor, where it has one. */
async function endRule(
  trx: Database,
  { id, from }: { id: string; from: LocalDate },
  successor?: KeptRule,
): Promise<void> {
  await endRuleBefore(trx, id, from);
  await deleteLaidSince(trx, id, from, now());
  if (successor) await handOverDates(trx, { from: id, to: successor.id }, from);
  else await takeOffLaid(trx, id, from, now());
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
    const [held] = await lockShifts(trx, [shift.id]);
    if (!held) return 'off';
    const { accountId, ruleId: id, ruleDate: from } = held;
    await setOff(trx, [held.id], now());
    if (reach === 'onward' && id && from) await endRule(trx, { id, from });
    await recordOnShift(trx, viewer, roster, { act: 'shift.taken_off', accountId });
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
