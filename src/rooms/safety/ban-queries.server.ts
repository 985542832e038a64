import type { Insertable } from 'kysely';
import type { Pseudonym, Scope } from '#participants';
import { sql, type Database, type DB } from '#platform/db';
import type { Ban, BanId } from './ban.ts';

/** Who is banned already is banned anew from then on. */
export async function upsertBan(db: Database, ban: Insertable<DB['bans']>): Promise<BanId> {
  const { id } = await db
    .insertInto('bans')
    .values(ban)
    .onConflict((conflict) => conflict.constraint('bans_once').doUpdateSet(ban))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id as BanId;
}

export async function listBans(db: Database, scope: Scope, at: Date): Promise<Ban[]> {
  const rows = await db
    .selectFrom('bans')
    .innerJoin('accounts', 'accounts.id', 'bans.made_by')
    .select(['bans.id', 'nickname', 'reason', 'accounts.display_name', 'since', 'until'])
    .where('scope', '=', scope)
    .where('until', '>', at)
    .orderBy('since', 'desc')
    .execute();
  return rows.map(({ id, display_name, ...ban }) => ({
    ...ban,
    id: id as BanId,
    by: display_name,
  }));
}

export async function findScopeOfBan(db: Database, id: BanId): Promise<Scope | undefined> {
  const row = await db.selectFrom('bans').select('scope').where('id', '=', id).executeTakeFirst();
  // Held by the constraint bans_of_organisations.
  return row?.scope as Scope | undefined;
}

/** True where there was one. */
export async function deleteBan(db: Database, id: BanId): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('bans').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Whether a ban keeps the face of a column out just now. */
export const isBanned = (face: 'm.pseudonym', at: Date) => sql<boolean>`exists (
  select from bans where bans.pseudonym = ${sql.ref(face)} and bans.until > ${at})`;

/** Whom of these faces their organisation keeps out just now. */
export async function listBannedAmong(
  db: Database,
  faces: Pseudonym[],
  at: Date,
): Promise<Set<Pseudonym>> {
  if (faces.length === 0) return new Set();
  const rows = await db
    .selectFrom('bans')
    .select('pseudonym')
    .where('pseudonym', 'in', faces)
    .where('until', '>', at)
    .execute();
  return new Set(rows.map((row) => row.pseudonym as Pseudonym));
}

/** Every face that an organisation keeps out just now. */
export const listBanned = async (db: Database, at: Date): Promise<Pseudonym[]> =>
  (await db.selectFrom('bans').select('pseudonym').where('until', '>', at).execute()).flatMap(
    // None of whoever erased everything.
    (row) => (row.pseudonym as Pseudonym | null) ?? [],
  );

export const deleteBansBefore = async (db: Database, at: Date): Promise<void> =>
  void (await db.deleteFrom('bans').where('until', '<=', at).execute());
