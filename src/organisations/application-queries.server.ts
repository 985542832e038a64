/** Rows of applications and of what was checked. */
import type { AccountId, OrganisationId } from '#accounts';
import { db, sql, type Database, type DB } from '#platform/db';
import { isId } from '#platform/id';
import type { Insertable, Updateable } from 'kysely';
import type { Application, Check, Criterion } from './application.ts';
import { findOrganisation, organisationsIn } from './queries.server.ts';
import type { Standing } from './standing.ts';

export const insertApplication = async (
  trx: Database,
  row: Insertable<DB['applications']>,
): Promise<void> => void (await trx.insertInto('applications').values(row).execute());

export async function countSince(at: Date): Promise<number> {
  const { count } = await db
    .selectFrom('applications')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('applied_at', '>', at)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function countWaiting(): Promise<number> {
  const { count } = await db
    .selectFrom('applications')
    .innerJoin('organisations', 'organisations.id', 'applications.organisation_id')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('organisations.standing', '=', 'applied')
    .executeTakeFirstOrThrow();
  return Number(count);
}

const COLUMNS = [
  'organisation_id',
  'recommender',
  'fees',
  'applied_at',
  'remark',
  'reply',
  'claims',
] as const;

const selectApplications = () =>
  db
    .selectFrom('applications')
    .innerJoin('organisations as o', 'o.id', 'applications.organisation_id')
    .select(COLUMNS);

/** Of these organisations, the newest first. */
export async function listApplicationsOf(ids: string[]): Promise<Application[]> {
  if (ids.length === 0) return [];
  const query = selectApplications().where('organisation_id', 'in', ids);
  return applicationsOf(await query.orderBy('applied_at', 'desc').execute());
}

/** Of all that stand so, as many from the oldest or from the newest. */
export const listApplications = async (
  standings: Standing[],
  { first, most }: { first: 'oldest' | 'newest'; most: number },
): Promise<Application[]> =>
  applicationsOf(
    await selectApplications()
      .where('o.standing', 'in', standings)
      .orderBy('applied_at', first === 'oldest' ? 'asc' : 'desc')
      .orderBy('organisation_id')
      .limit(most)
      .execute(),
  );

type Row = Awaited<ReturnType<ReturnType<typeof selectApplications>['execute']>>[number];

async function applicationsOf(rows: Row[]): Promise<Application[]> {
  const organisations = await organisationsIn(
    rows.flatMap(({ organisation_id, claims }) => [organisation_id, ...(claims ? [claims] : [])]),
  );
  const byId = new Map<string, Application['organisation']>(
    organisations.map((one) => [one.id, one]),
  );
  return rows.flatMap((row) => {
    const organisation = byId.get(row.organisation_id);
    return organisation ? [applicationOf(row, organisation, byId.get(row.claims ?? ''))] : [];
  });
}

/** What an account asked for, as admin, that nobody has decided; held, so that two at once are not both the last. */
export async function countUndecidedOf(trx: Database, accountId: AccountId): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('applications'), hashtext(${accountId}))`.execute(
    trx,
  );
  const { count } = await trx
    .selectFrom('applications as a')
    .innerJoin('organisations as o', 'o.id', 'a.organisation_id')
    .innerJoin('memberships as m', 'm.organisation_id', 'o.id')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('m.account_id', '=', accountId)
    .where('m.role', '=', 'admin')
    .where('o.standing', 'in', ['applied', 'asked'])
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function findApplication(id: string): Promise<Application | undefined> {
  const organisation = await findOrganisation(id);
  if (!organisation) return undefined;
  const row = await db
    .selectFrom('applications')
    .select(COLUMNS)
    .where('organisation_id', '=', id)
    .executeTakeFirst();
  return row && applicationOf(row, organisation, await findOrganisation(row.claims ?? ''));
}

const applicationOf = (
  row: { recommender: string; fees: string; applied_at: Date; remark: string; reply: string },
  organisation: Application['organisation'],
  claims: Application['organisation'] | undefined,
): Application => ({
  organisation,
  claims: claims ?? null,
  recommender: row.recommender,
  fees: row.fees,
  appliedAt: row.applied_at,
  remark: row.remark,
  reply: row.reply,
});

export async function listChecks(id: string): Promise<Check[]> {
  return db
    .selectFrom('application_checks')
    .select(['criterion', 'met', 'note'])
    .where('organisation_id', '=', id)
    .$narrowType<{ criterion: Criterion }>() // CHECK application_checks_criterion
    .execute();
}

export async function writeChecks(trx: Database, id: string, checks: Check[]): Promise<void> {
  await trx.deleteFrom('application_checks').where('organisation_id', '=', id).execute();
  await trx
    .insertInto('application_checks')
    .values(checks.map((check) => ({ organisation_id: id, ...check })))
    .execute();
}

/** How it stands, held until the transaction ends; undefined where nobody applied. */
export async function lockApplication(
  trx: Database,
  id: string,
): Promise<{ id: OrganisationId; standing: Standing; verifiedAt: Date | null } | undefined> {
  if (!isId(id)) return undefined;
  return trx
    .selectFrom('organisations')
    .innerJoin('applications', 'applications.organisation_id', 'organisations.id')
    .select([
      'organisations.id',
      'organisations.standing',
      'organisations.verified_at as verifiedAt',
    ])
    .where('organisations.id', '=', id)
    .$narrowType<{ id: OrganisationId; standing: Standing }>() // CHECK organisations_standing
    .forUpdate('organisations')
    .executeTakeFirst();
}

export const updateApplication = async (
  trx: Database,
  id: string,
  row: Updateable<DB['applications']>,
): Promise<void> =>
  void (await trx.updateTable('applications').set(row).where('organisation_id', '=', id).execute());

export const setStanding = async (
  trx: Database,
  id: string,
  standing: Standing,
  verified?: { verified_at: Date },
): Promise<void> =>
  void (await trx
    .updateTable('organisations')
    .set({ standing, ...verified })
    .where('id', '=', id)
    .execute());

/** What was told and looked at for an application that was declined; that it was declined stays with the organisation. */
export const deleteDeclinedBefore = async (at: Date): Promise<void> =>
  void (await db
    .deleteFrom('applications')
    .where('decided_at', '<', at)
    .where('organisation_id', 'in', (eb) =>
      eb.selectFrom('organisations').select('id').where('standing', '=', 'declined'),
    )
    .execute());
