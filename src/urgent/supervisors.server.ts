/** Who is told of what must not stay unseen. */
import { gives, type AccountId, type OrganisationId } from '#accounts';
import { membersOf } from '#accounts/server';
import type { Database } from '#platform/db';
import { windowsKept } from './windows-kept-queries.server.ts';

/** Whoever supervises in these organisations, each once. */
export async function supervisorsOf(
  trx: Database,
  organisationIds: OrganisationId[],
): Promise<AccountId[]> {
  const members = await membersOf(trx, organisationIds);
  const supervisors = members.filter(({ role }) => gives(role, 'supervise'));
  return [...new Set(supervisors.map(({ accountId }) => accountId))];
}

/** Of the organisations that answer for these windows. */
export async function supervisorsAt(trx: Database, windowIds: string[]): Promise<AccountId[]> {
  const windows = await windowsKept(trx, windowIds);
  return supervisorsOf(
    trx,
    windows.map(({ organisationId }) => organisationId),
  );
}
