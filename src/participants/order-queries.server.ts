import { db, inTransaction, sql } from '#platform/db';

/** Each with what its rows are found by, which is chance: a person's id, a face, a session's hash. */
const TABLES = [
  { table: 'participants', column: 'phrase_noted', index: 'participants_pkey' },
  { table: 'participant_sessions', column: 'remembered', index: 'participant_sessions_pkey' },
  { table: 'pseudonyms', column: 'scope', index: 'pseudonyms_pkey' },
  {
    table: 'participant_pseudonyms',
    column: 'sealed_pseudonym',
    index: 'participant_pseudonyms_by_participant',
  },
];

/**
 * Rows that were written together lie together and bear the same transaction's number, so that a thief of the database could
 * lay one table beside another. Each table is written anew as one transaction, then in the order of its keys; that locks it
 * whole for a moment, for which nobody is kept waiting longer than two seconds.
 */
export async function forgetOrder(): Promise<void> {
  for (const { table, column, index } of TABLES) {
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)}`.execute(db);
    await inTransaction(async (trx) => {
      await sql`set local lock_timeout = '2s'`.execute(trx);
      await sql`cluster ${sql.table(table)} using ${sql.ref(index)}`.execute(trx);
    });
  }
}
