/** Colleagues ask each other: take my shift, swap it for one of yours, or come where nobody is. */
import type { AccountViewer } from '#accounts';
import { days, later, now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { isId } from '#platform/id';
import type { ShiftRefused } from '../roster/input.ts';
import { holdsRole, ownRoster, refuseRoster, type OwnRoster } from '../roster/own-roster.server.ts';
import { membersAt } from '../roster/people-queries.server.ts';
import { findShift, shiftsBetween } from '../roster/planned-queries.server.ts';
import type { PlannedShift } from '../roster/planned-shift.ts';
import type { Span } from '../span.ts';
import type { ShiftRole } from '../shift.ts';
import { insertRequest } from './request-queries.server.ts';

/** Asks for cover of one's own shift, of a colleague or of any; with `inReturnId` the shift of a colleague that one would take instead. */
export async function askForCover(
  viewer: AccountViewer,
  shiftId: string,
  { of, inReturnId }: { of: string | null; inReturnId: string | null },
): Promise<'asked' | 'over' | 'not_found'> {
  const at = now();
  const shift = isId(shiftId) ? await findShift(db, shiftId) : undefined;
  if (!shift) return 'not_found';
  const roster = await ownRoster(viewer, shift.windowId);
  if (roster === 'not_found') return roster;
  if (shift.accountId !== viewer.accountId) return refuseRoster(viewer, roster);
  if (shift.off || shift.startsAt <= at) return 'over';
  const inReturn = inReturnId === null ? null : await colleaguesShift(shift, inReturnId, at);
  const askedOf = inReturn?.accountId ?? of;
  if (inReturn === undefined || askedOf === viewer.accountId) return 'not_found';
  return inTransaction(async (trx) => {
    if (askedOf && !(await mayTake(trx, roster, askedOf, shift.role)))
      return refuseRoster(viewer, roster, trx);
    const { windowId, role, startsAt, endsAt } = shift;
    const asked = { windowId, role, startsAt, endsAt, askedBy: viewer.accountId, askedOf };
    await insertRequest(trx, { ...asked, shiftId, inReturnId: inReturn?.id ?? null }, at);
    return 'asked';
  });
}

async function colleaguesShift(
  own: PlannedShift,
  id: string,
  at: Date,
): Promise<PlannedShift | undefined> {
  const other = isId(id) ? await findShift(db, id) : undefined;
  const isLike = other?.windowId === own.windowId && other.role === own.role;
  return isLike && !other.off && other.startsAt > at ? other : undefined;
}

const mayTake = async (
  trx: Database,
  roster: OwnRoster,
  accountId: string,
  role: ShiftRole,
): Promise<boolean> => isId(accountId) && holdsRole(trx, roster, { accountId, role });

/** Asks everybody of a window to come at hours that nobody covers; for whoever keeps its shifts. */
export async function askForGap(
  viewer: AccountViewer,
  windowId: string,
  { startsAt, endsAt }: Span,
): Promise<'asked' | ShiftRefused | 'not_found'> {
  const at = now();
  const roster = await ownRoster(viewer, windowId);
  if (roster === 'not_found') return roster;
  if (!roster.keepsAll) return refuseRoster(viewer, roster);
  if (startsAt <= at) return { problems: { date: 'past' } };
  if (endsAt <= startsAt || endsAt > later(startsAt, days(1)))
    return { problems: { endsAt: 'ends' } };
  const asked = { windowId, startsAt, endsAt, askedBy: viewer.accountId, askedOf: null };
  const free = { role: 'window_staff' as const, shiftId: null, inReturnId: null };
  return inTransaction<'asked'>(async (trx) => {
    await insertRequest(trx, { ...asked, ...free }, at);
    return 'asked';
  });
}

interface CoverChoices {
  people: { accountId: string; name: string }[];
  /** What could be taken instead: colleagues' shifts of the next weeks in the same role. */
  inReturn: (Span & { id: string; name: string })[];
}

const SWAPS_WITHIN = days(28);

/** Whom the viewer may ask about a shift of theirs that is still to begin; null for any other. */
export async function coverChoices(
  viewer: AccountViewer,
  shiftId: string,
): Promise<CoverChoices | null> {
  const at = now();
  const shift = isId(shiftId) ? await findShift(db, shiftId) : undefined;
  if (shift?.accountId !== viewer.accountId || shift.off || shift.startsAt <= at) return null;
  const roster = await ownRoster(viewer, shift.windowId);
  if (roster === 'not_found') return null;
  const members = await membersAt(db, roster.organisationId);
  const people = members.filter(
    ({ accountId, roles }) => accountId !== viewer.accountId && roles.includes(shift.role),
  );
  const names = new Map(people.map(({ accountId, name }) => [accountId, name]));
  const ahead = { startsAt: at, endsAt: later(at, SWAPS_WITHIN) };
  const shifts = await shiftsBetween(db, [shift.windowId], ahead);
  return {
    people: people.map(({ accountId, name }) => ({ accountId, name })),
    inReturn: shifts.flatMap(({ id, accountId, role, startsAt, endsAt }) => {
      const name = names.get(accountId);
      return name && role === shift.role && startsAt > at ? [{ id, name, startsAt, endsAt }] : [];
    }),
  };
}
