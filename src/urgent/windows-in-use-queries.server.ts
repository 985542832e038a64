import { sql, type Database } from '#platform/db';

/** Of these windows, those with somebody on duty, now or planned, and those that a contact has rung at. */
export async function windowsInUse(trx: Database, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select one as id from unnest(${ids}::uuid[]) as one
    where exists (select from shifts where window_id = one)
      or exists (select from offers where window_id = one)
      or exists (select from contacts where owner_window_id = one)`.execute(trx);
  return rows.map(({ id }) => id);
}
