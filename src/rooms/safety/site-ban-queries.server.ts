/** Whom the operator keeps out, by a face they wore where it was decided. */
import type { Insertable } from 'kysely';
import type { AccountId, OrganisationId } from '#accounts';
import type { Pseudonym } from '#participants';
import type { Database, DB } from '#platform/db';
import type { SiteBan, SiteBanId } from './ban.ts';

/** Whoever is kept out already, under whatever face, is kept out anew from then on. */
export async function replaceSiteBan(
  trx: Database,
  ban: Insertable<DB['site_bans']>,
  faces: Pseudonym[],
): Promise<void> {
  await trx
    .deleteFrom('site_bans')
    .where('pseudonym', 'in', faces)
    .where('lifted_at', 'is', null)
    .execute();
  await trx.insertInto('site_bans').values(ban).execute();
}

export async function listSiteBans(db: Database, at: Date): Promise<SiteBan[]> {
  const rows = await db
    .selectFrom('site_bans as b')
    .innerJoin('accounts as a', 'a.id', 'b.made_by')
    .leftJoin('accounts as l', 'l.id', 'b.lifted_by')
    .select(['b.id', 'b.nickname', 'a.display_name as by', 'b.since', 'b.until'])
    .select(['b.lifted_at', 'l.display_name as lifted_by', 'b.lifted_because'])
    .where('b.until', '>', at)
    .orderBy('b.since', 'desc')
    .execute();
  return rows.map(({ lifted_at, lifted_by, lifted_because, ...ban }) => ({
    ...ban,
    id: ban.id as SiteBanId,
    lifted:
      lifted_at && lifted_by !== null && lifted_because !== null
        ? { at: lifted_at, by: lifted_by, because: lifted_because }
        : null,
  }));
}

/** One that stands, held until the transaction ends. */
export async function lockSiteBan(
  trx: Database,
  id: SiteBanId,
  at: Date,
): Promise<{ organisationId: OrganisationId; pseudonym: Pseudonym | null } | undefined> {
  const row = await trx
    .selectFrom('site_bans')
    .select(['organisation_id', 'pseudonym'])
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .where('until', '>', at)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return (
    row && {
      organisationId: row.organisation_id as OrganisationId,
      pseudonym: row.pseudonym as Pseudonym | null,
    }
  );
}

export const markLifted = async (
  trx: Database,
  id: SiteBanId,
  lifted: { at: Date; by: AccountId; because: string },
): Promise<void> =>
  void (await trx
    .updateTable('site_bans')
    .set({ lifted_at: lifted.at, lifted_by: lifted.by, lifted_because: lifted.because })
    .where('id', '=', id)
    .execute());

export const deleteSiteBansBefore = async (db: Database, at: Date): Promise<void> =>
  void (await db.deleteFrom('site_bans').where('until', '<=', at).execute());
