/** What the form of a shift shows: who may be on duty, and of one that is there how it stands. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { isId } from '#platform/id';
import { localDate } from '#platform/tokyo';
import { keepsShiftsOf, ownRoster, type OwnRoster } from './own-roster.server.ts';
import { membersAt, type MemberAt } from './people-queries.server.ts';
import { countLaidSince } from './laid-queries.server.ts';
import { findShift, shiftsBetween } from './planned-queries.server.ts';
import { rulesGoingOn, type KeptRule } from './rule-queries.server.ts';
import type { PlannedShift } from './planned-shift.ts';
import type { Span } from '../span.ts';

interface ShiftPage {
  roster: OwnRoster;
  /** Whom the viewer may put on duty, and as what; `free` where they have no shift then. */
  people: (MemberAt & { free: boolean })[];
  shift: (PlannedShift & { name: string; mayKeep: boolean }) | null;
  /** What laid it, while that goes on, and how many of its shifts stand from this date on. */
  rule: (KeptRule & { ahead: number }) | null;
}

/** The form of a shift that is there, or of a new one within `span`. */
export async function shiftForm(
  viewer: AccountViewer,
  windowId: string,
  which: { shiftId?: string; span?: Span },
): Promise<ShiftPage | 'not_found'> {
  const roster = await ownRoster(viewer, windowId);
  if (roster === 'not_found') return roster;
  const { shiftId } = which;
  const shift = isId(shiftId) ? await findShift(db, shiftId) : undefined;
  if (shiftId !== undefined && shift?.windowId !== windowId) return 'not_found';
  const span = shift ?? which.span;
  const others = span ? await shiftsBetween(db, [windowId], span) : [];
  const busy = new Set(others.filter(({ id }) => id !== shiftId).map(({ accountId }) => accountId));
  const members = await membersAt(db, roster.organisationId);
  return {
    roster,
    people: members
      .filter(({ accountId }) => keepsShiftsOf(roster, viewer, accountId))
      .map((one) => ({ ...one, free: !busy.has(one.accountId) })),
    shift: shift
      ? {
          ...shift,
          name: members.find((one) => one.accountId === shift.accountId)?.name ?? '',
          mayKeep: keepsShiftsOf(roster, viewer, shift.accountId),
        }
      : null,
    rule: shift ? await ruleOf(shift) : null,
  };
}

/** Whether a shift that was at the viewer's window is no more, not even as taken off. */
export const isShiftGone = async (
  viewer: AccountViewer,
  windowId: string,
  shiftId: string,
): Promise<boolean> =>
  (await ownRoster(viewer, windowId)) !== 'not_found' &&
  isId(shiftId) &&
  !(await findShift(db, shiftId));

async function ruleOf({ windowId, ruleId, ruleDate }: PlannedShift): Promise<ShiftPage['rule']> {
  if (!ruleId || !ruleDate) return null;
  const at = now();
  const rules = await rulesGoingOn(db, { windowId, on: localDate(at) });
  const rule = rules.find(({ id }) => id === ruleId);
  return rule ? { ...rule, ahead: await countLaidSince(db, ruleId, ruleDate, at) } : null;
}
