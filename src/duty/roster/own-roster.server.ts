/** A window whose shifts the viewer may see. Another organisation's is none, and its admin hears of the try. */
import {
  hasRole,
  may,
  organisationIdsOf,
  type AccountViewer,
  type OrganisationId,
} from '#accounts';
import { lockRoles, recordAct, refuse } from '#organisations/server';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { isId } from '#platform/id';
import type { WindowDetail } from '#windows';
import { findWindow } from '#windows/server';
import { SHIFT_ROLES, type ShiftRole } from '../shift.ts';
import { findShift } from './planned-queries.server.ts';
import type { PlannedShift } from './planned-shift.ts';

export interface OwnRoster {
  window: WindowDetail;
  organisationId: OrganisationId;
  /** Whether the viewer keeps everybody's shifts there, not only their own. */
  keepsAll: boolean;
}

export async function ownRoster(
  viewer: AccountViewer,
  windowId: string,
): Promise<OwnRoster | 'not_found'> {
  const window = await findWindow(windowId);
  if (!window?.organisationId) return 'not_found';
  const organisationId = window.organisationId as OrganisationId; // The column refers to organisations.
  if (!organisationIdsOf(viewer).includes(organisationId))
    return refuseRoster(viewer, { organisationId, window });
  return { window, organisationId, keepsAll: may(viewer, 'keep_shifts', organisationId) };
}

export const refuseRoster = (
  viewer: AccountViewer,
  { organisationId, window }: Pick<OwnRoster, 'organisationId'> & { window: { id: string } },
  trx?: Database,
): Promise<'not_found'> =>
  refuse(viewer, { organisationId, act: 'shift.refused', subject: `window:${window.id}` }, trx);

export const keepsShiftsOf = (
  { keepsAll }: OwnRoster,
  viewer: AccountViewer,
  accountId: string,
): boolean => keepsAll || accountId === viewer.accountId;

/** Its shift stays as it is: it has passed, or it is off where it should not be, or the other way. */
export type Stays = 'over' | 'off';

/** A shift the viewer may change: their own, or anybody's where they keep all. */
export async function shiftToKeep(
  viewer: AccountViewer,
  shiftId: string,
  { off } = { off: false },
): Promise<{ roster: OwnRoster; shift: PlannedShift } | Stays | 'not_found'> {
  const shift = isId(shiftId) ? await findShift(db, shiftId) : undefined;
  if (!shift) return 'not_found';
  const roster = await ownRoster(viewer, shift.windowId);
  if (roster === 'not_found') return roster;
  if (!keepsShiftsOf(roster, viewer, shift.accountId)) return refuseRoster(viewer, roster);
  if (shift.endsAt <= now()) return 'over';
  return shift.off === off ? { roster, shift } : 'off';
}

/** As what the viewer may be on duty there. */
export const rolesOnDuty = (
  viewer: AccountViewer,
  { organisationId }: Pick<OwnRoster, 'organisationId'>,
): ShiftRole[] =>
  SHIFT_ROLES.filter((role) => role === 'reception' || hasRole(viewer, organisationId, role));

/** Whether somebody works there in that role, held so until the transaction ends. Any member may sit at reception. */
export async function holdsRole(
  trx: Database,
  { organisationId }: OwnRoster,
  { accountId, role }: { accountId: string; role: ShiftRole },
): Promise<boolean> {
  const roles = await lockRoles(trx, { organisationId, accountId });
  return role === 'reception' ? roles.length > 0 : roles.includes(role);
}

/** Into the log goes what touches somebody else than who did it. */
export async function recordOnShift(
  trx: Database,
  viewer: AccountViewer,
  { organisationId }: OwnRoster,
  { act, accountId }: { act: string; accountId: string },
): Promise<void> {
  if (accountId === viewer.accountId) return;
  await recordAct(viewer, { organisationId, act, subject: `account:${accountId}` }, trx);
}
