/** Those who work at a window: signed in by their own password, with a shift, with an open desk. */
import { randomUUID } from 'node:crypto';
import type { AccountViewer, OrganisationId, Role } from '#accounts';
import { addMembership, createAccount, signIn, type SignedIn } from '#accounts/server';
import {
  beginLease,
  endLease,
  enterDuty,
  renewLease,
  withoutDesk,
  type LeaseId,
} from '#duty/server';
import { hours, later, now } from '#platform/clock';
import { db } from '#platform/db';
import { anAccount } from './organisations.ts';
import { organisationAt } from './towns.ts';

export interface OnDuty {
  viewer: AccountViewer;
  organisationId: OrganisationId;
  /** The desk's acknowledgement: fifteen more seconds. */
  acknowledges(): Promise<void>;
  /** The desk is closed. */
  goes(): Promise<void>;
  comesBack(): Promise<void>;
}

/** Somebody with a shift at a window and an open desk. */
export async function onDutyAt(
  windowId: string,
  {
    role = 'window_staff',
    capacity = 2,
    until = later(now(), hours(3)),
  }: { role?: 'window_staff' | 'peer_supporter'; capacity?: number; until?: Date } = {},
): Promise<OnDuty> {
  const organisationId = await organisationAt(windowId);
  const viewer = await anAccount(organisationId, role);
  await db
    .insertInto('shifts')
    .values({
      window_id: windowId,
      account_id: viewer.accountId,
      role,
      starts_at: now(),
      ends_at: until,
      origin: 'planned',
      capacity,
    })
    .execute();
  let lease: LeaseId = await beginLease(viewer);
  return {
    ...{ viewer, organisationId },
    acknowledges: async () => void (await renewLease(lease)),
    goes: () => endLease(lease),
    comesBack: async () => void (lease = await beginLease(viewer)),
  };
}

/** Somebody who works there, with no desk open; of its staff unless told otherwise. */
export const worksAt = async (windowId: string, ...roles: Role[]): Promise<AccountViewer> =>
  anAccount(
    await organisationAt(windowId),
    ...(roles.length > 0 ? roles : ['window_staff' as const]),
  );

export const supervisorOf = ({ organisationId }: OnDuty) => anAccount(organisationId, 'supervisor');

/** Window staff with a session, on duty for a while; the desk is theirs to open. */
export async function signedInAt(windowId: string, forMs = hours(1)): Promise<SignedIn> {
  const signedIn = await aStaffMember(await organisationAt(windowId), 'window_staff');
  const until = later(now(), forMs);
  await enterDuty(signedIn.viewer, { windowIds: [windowId], until });
  return signedIn;
}

/** Whether each of them has a desk open. */
export async function haveDesks(staff: SignedIn[]): Promise<boolean> {
  const ids = staff.map(({ viewer }) => viewer.accountId);
  return (await withoutDesk(ids, now())).length === 0;
}

export async function aStaffMember(
  organisationId: OrganisationId,
  ...roles: Role[]
): Promise<SignedIn> {
  const [login, password] = [`staff-${randomUUID().slice(0, 8)}`, 'あさがおの 種をまく'];
  const accountId = await createAccount({ login, displayName: 'のぶさん', password });
  for (const role of roles) await addMembership(accountId, organisationId, role);
  const signedIn = await signIn({ login, password });
  if (typeof signedIn === 'string') throw new Error(`nobody could sign in: ${signedIn}`);
  return signedIn;
}
