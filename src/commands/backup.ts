/** `npm run backup [-- <folder>]`: everything in the database into a new file, sealed with a key made from SECRET. */
import path from 'node:path';
import { runCommand } from './run-command.ts';

const usage = 'npm run backup [-- <folder>]';

await runCommand({ usage, least: 0, asItIs: true }, async ([folder]) => {
  const { config } = await import('#platform/config');
  const { writeBackup } = await import('#platform/backup');
  const { NOT_IN_BACKUPS } = await import('../restored.server.ts');
  const file = await writeBackup({
    databaseUrl: config().DATABASE_URL,
    folder: folder ?? path.join(config().DATA_DIR, 'backups'),
    without: NOT_IN_BACKUPS,
  });
  return `${file} is written. Keep SECRET elsewhere: neither is of use without the other.`;
});
