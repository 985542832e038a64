import { expect } from 'vitest';
import { db, inTransaction, sql } from '#platform/db';

/** Acts while another act on the same contact is being written into its log. */
export async function whileLogged<Done>(
  contactId: string,
  act: () => Promise<Done>,
): Promise<Done> {
  const [acted] = await inTransaction(async (trx) => {
    await sql`select from contacts where id = ${contactId}::uuid for update`.execute(trx);
    await sql`insert into contact_events (contact_id, no, at, kind)
      select contact_id, max(no) + 1, max(at), 'ended' from contact_events where contact_id = ${contactId}::uuid
      group by contact_id`.execute(trx);
    const acting = [act()] as const;
    await somebodyWaits();
    return acting;
  });
  return acted;
}

/** Until somebody waits for a lock somebody else holds, or so many do. */
export const somebodyWaits = (many = 1) =>
  expect
    .poll(
      async () => {
        const waits = sql<{ n: number }>`
          select count(*)::int as n from pg_locks l join pg_stat_activity a using (pid)
          where not granted and a.datname = current_database()`;
        return (await waits.execute(db)).rows[0]?.n;
      },
      // Whoever signs in has a password to check first, which is slow on purpose.
      { timeout: 10_000 },
    )
    .toBeGreaterThanOrEqual(many);
