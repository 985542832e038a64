/** Rows of series and their rules. */
import type { AccountId, OrganisationId } from '#accounts';
import { db, type Database, type DB } from '#platform/db';
import { isId } from '#platform/id';
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { SeriesId } from './occurrence.ts';
import type { Rule } from './rule.ts';
import { ruleRowOf } from './series-rows.ts';

export async function insertSeriesRow(
  trx: Database,
  row: Insertable<DB['series']>,
): Promise<SeriesId> {
  const { id } = await trx
    .insertInto('series')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow();
  return id as SeriesId;
}

export const updateSeries = async (
  trx: Database,
  id: string,
  row: Updateable<DB['series']>,
): Promise<void> => void (await trx.updateTable('series').set(row).where('id', '=', id).execute());

/** Takes the place of all the rules it had. */
export async function writeRules(trx: Database, id: string, rules: Rule[]): Promise<void> {
  await trx.deleteFrom('series_rules').where('series_id', '=', id).execute();
  if (rules.length > 0)
    await trx
      .insertInto('series_rules')
      .values(rules.map((rule) => ruleRowOf(id, rule)))
      .execute();
}

/** Whether the series' organisation is public, and wants approval; stays so until the transaction ends. */
export async function holdOrganisationOf(trx: Database, id: string) {
  if (!isId(id)) return undefined;
  return trx
    .selectFrom('organisations as g')
    .innerJoin('series as s', 's.organisation_id', 'g.id')
    .select(['g.shown', 'g.wants_approval'])
    .where('s.id', '=', id)
    .forKeyShare('g')
    .executeTakeFirst();
}

/** Held against other publishers until the transaction ends. */
export async function lockSeries(trx: Database, id: string) {
  if (!isId(id)) return undefined;
  return trx
    .selectFrom('series')
    .select(['organisation_id', 'state', 'kind', 'revision'])
    .where('id', '=', id)
    .$narrowType<{ organisation_id: OrganisationId }>()
    .forUpdate()
    .executeTakeFirst();
}

/** Somebody saved it: whoever began before is told. */
export const raiseRevision = async (
  trx: Database,
  id: string,
  { by, at }: { by: AccountId | null; at: Date },
): Promise<void> =>
  void (await trx
    .updateTable('series')
    .set((eb) => ({ revision: eb('revision', '+', 1), revised_by: by, revised_at: at }))
    .where('id', '=', id)
    .execute());

/** Who saved it last, by the name colleagues know. */
export const findReviser = (id: string) =>
  db
    .selectFrom('series as s')
    .innerJoin('accounts as a', 'a.id', 's.revised_by')
    .select(['a.id as accountId', 'a.display_name as by', 's.revised_at as at'])
    .where('s.id', '=', id)
    .executeTakeFirst();

/** Those of an organisation that everybody sees, held until the transaction ends. */
export const lockShownOf = (trx: Database, organisationId: string) =>
  trx
    .selectFrom('series')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('shown', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute();

/** Text that is no id finds none. */
export async function findSeriesRow(
  id: string,
  trx: Database = db,
): Promise<Selectable<DB['series']> | undefined> {
  if (!isId(id)) return undefined;
  return trx.selectFrom('series').selectAll().where('id', '=', id).executeTakeFirst();
}

/** An organisation's, the newest first, each with its next date. */
export const listSeriesRows = (organisationId: string, at: Date) =>
  db
    .selectFrom('series as s')
    .selectAll('s')
    .select((eb) =>
      eb
        .selectFrom('occurrences as o')
        .select((o) => o.fn.min('o.starts_at').as('next'))
        .whereRef('o.series_id', '=', 's.id')
        .where('o.state', '=', 'scheduled')
        .where('o.ends_at', '>', at)
        .as('next'),
    )
    .where('s.organisation_id', '=', organisationId)
    .orderBy(sql`s.state = 'ended'`)
    .orderBy('s.created_at', 'desc')
    .orderBy('s.id')
    .execute();

/** What dates are written from; undefined for a series whose dates come otherwise, or not at all. */
export const findDatedByRules = (trx: Database, id: string) =>
  trx
    .selectFrom('series')
    .select(['kind', 'capacity'])
    .where('id', '=', id)
    .where('state', '=', 'published')
    .where('kind', '<>', 'peer_consultation')
    .executeTakeFirst();

export const listPublished = async (): Promise<string[]> =>
  (await db.selectFrom('series').select('id').where('state', '=', 'published').execute()).map(
    ({ id }) => id,
  );

const selectConsultation = (trx: Database, id: string) =>
  trx
    .selectFrom('series')
    .select(['organisation_id'])
    .where('id', '=', id)
    .where('kind', '=', 'peer_consultation')
    .where('state', '=', 'published')
    .$narrowType<{ organisation_id: OrganisationId }>();

/** A published consultation. */
export const findConsultation = (trx: Database, id: string) =>
  selectConsultation(trx, id).executeTakeFirst();

/** A published consultation; it goes on until the transaction ends. */
export const holdConsultation = (trx: Database, id: string) =>
  selectConsultation(trx, id).forShare().executeTakeFirst();

/** A published consultation, for one writer at a time. */
export const lockConsultation = (trx: Database, id: string) =>
  selectConsultation(trx, id).forNoKeyUpdate().executeTakeFirst();
