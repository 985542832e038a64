/**
 * Brings the database of DATABASE_URL up to date: schema, reference data and, where the database is the embedded one,
 * the demonstration. Prints what a person should know; ends with 75 when the database does not answer.
 */
import { closeDatabase, db, sql, waitWithoutEnd } from '#platform/db';
import { migrateUp } from '#platform/db/migrate';
import { loadReferenceData } from '../reference-data.server.ts';

const AWAY = 75;
const OLDEST_POSTGRES = 150_000;

async function prepare(): Promise<number> {
  const version = await versionOfDatabase();
  if (typeof version === 'string') return say(version, AWAY);
  if (version < OLDEST_POSTGRES) return say('PostgreSQL 15 or later is needed.', 1);
  await migrateUp(db);
  await loadReferenceData(db);
  if (process.env['TSUDOI_EMBEDDED'] !== '1') return 0;
  // Most of our code comes along with it: a portal with a database of its own starts without.
  const { introduction, loadDemonstration } = await import('../demonstration/index.server.ts');
  await loadDemonstration();
  return say(introduction(), 0);
}

/** PostgreSQL's version as a number, or why it does not answer. */
async function versionOfDatabase(): Promise<number | string> {
  try {
    const { rows } = await sql<{ version: number }>`
      select current_setting('server_version_num')::int as version`.execute(db);
    return rows[0]?.version ?? 0;
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return `(${code ?? message ?? 'no answer'})`;
  }
}

function say(line: string, code: number): number {
  process.stdout.write(`${line}\n`);
  return code;
}

/** What PostgreSQL says to an administrator of a load or migration that failed: no person's data is near. */
function describe(error: unknown): string {
  const { message, detail, stack } = error as { message?: string; detail?: string; stack?: string };
  const where = stack
    ?.split('\n')
    .find((line) => line.includes('/src/') || line.includes('/migrations/'));
  return [message ?? String(error), detail, where?.trim()].filter(Boolean).join('\n  ');
}

waitWithoutEnd();
process.exitCode = await prepare()
  .catch((error: unknown) => say(describe(error), 1))
  .finally(closeDatabase);
