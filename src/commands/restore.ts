/** `npm run restore -- <file>`: into an empty database; what was deleted since the backup is deleted again. */
import type { RestoreRefusal } from '#platform/backup';
import { runCommand } from './run-command.ts';

const usage = 'npm run restore -- <file>';

const WHY: Record<RestoreRefusal, string> = {
  altered: 'The file is cut off or altered, or was made with another SECRET.',
  not_empty: 'The database has tables already. Make an empty one, and name it in DATABASE_URL.',
  too_old: 'The backup is older than thirty days: what was deleted since is remembered no longer.',
  newer:
    'The backup is of a newer version of the portal than this. Bring the portal forward first.',
};

await runCommand({ usage, least: 1, asItIs: true }, async ([file = '']) => {
  const { config } = await import('#platform/config');
  const { restoreBackup } = await import('#platform/backup');
  const { now } = await import('#platform/clock');
  const { db } = await import('#platform/db');
  const { migrateUp } = await import('#platform/db/migrate');
  const { loadReferenceData } = await import('../reference-data.server.ts');
  const { bringUpToDate } = await import('../restored.server.ts');
  const done = await restoreBackup(file, { db, databaseUrl: config().DATABASE_URL, at: now() });
  if (typeof done === 'string') throw new Error(`${WHY[done]} Nothing was changed.`);
  await migrateUp(db);
  await loadReferenceData(db);
  await bringUpToDate(done.madeAt);
  return `The database stands as at ${done.madeAt.toISOString()}, without what was deleted since. The portal can start.`;
});
