import type { Insertable } from 'kysely';
import type { Pseudonym, Scope } from '#participants';
import { sql, type Database, type DB } from '#platform/db';

/** A ban that stands; without a scope it is the operator's. */
interface Standing {
  scope: Scope | null;
  ban_id: string | null;
  site_ban_id: string | null;
}

/** The bans of these faces that stand are nobody's from now on; the others go. */
export async function makeBansFaceless(
  trx: Database,
  faces: Pseudonym[],
  at: Date,
): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    with over as (delete from bans where pseudonym = any(${faces}::uuid[]) and until <= ${at}),
    over_on_site as (
      delete from site_bans where pseudonym = any(${faces}::uuid[]) and (until <= ${at} or lifted_at is not null)),
    own as (
      update bans set pseudonym = null, nickname = '', reason = ''
      where pseudonym = any(${faces}::uuid[]) and until > ${at}
      returning scope, id),
    on_site as (
      update site_bans set pseudonym = null, nickname = ''
      where pseudonym = any(${faces}::uuid[]) and until > ${at} and lifted_at is null
      returning id)
    select scope, id as ban_id, null as site_ban_id from own
    union all select null, null, id from on_site`.execute(trx);
  return rows;
}

export const insertBarredDevices = async (
  trx: Database,
  rows: Insertable<DB['barred_devices']>[],
): Promise<void> =>
  void (await trx
    .insertInto('barred_devices')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute());

/** Organisations that keep out a device of somebody who is nobody any more. */
export async function listScopesOfDevices(db: Database): Promise<Scope[]> {
  const rows = await db
    .selectFrom('bans')
    .innerJoin('barred_devices as d', 'd.ban_id', 'bans.id')
    .select('scope')
    .distinct()
    .execute();
  return rows.map(({ scope }) => scope as Scope); // bans_of_organisations
}

/** Which of these marks a ban stands for. */
export async function listMarksBarred(db: Database, marks: Buffer[], at: Date): Promise<Buffer[]> {
  const rows = await db
    .selectFrom('barred_devices as d')
    .leftJoin('bans as b', 'b.id', 'd.ban_id')
    .leftJoin('site_bans as s', 's.id', 'd.site_ban_id')
    .select('d.mark')
    .where((eb) => eb('d.mark', '=', eb.fn.any(eb.val(marks))))
    .where((eb) =>
      eb.or([
        eb('b.until', '>', at),
        eb.and([eb('s.until', '>', at), eb('s.lifted_at', 'is', null)]),
      ]),
    )
    .execute();
  return rows.map(({ mark }) => mark);
}
