/** Writes `schema.generated.ts` from the migrated schema of DATABASE_URL; with --verify only compares. */
import { spawnSync } from 'node:child_process';

const url = process.env['DATABASE_URL'];
if (!url) throw new Error('DATABASE_URL: a migrated database to read the types from');

const done = spawnSync(
  'kysely-codegen',
  [
    '--dialect',
    'postgres',
    '--url',
    url,
    '--out-file',
    'src/platform/db/schema.generated.ts',
    '--date-parser',
    'string',
    '--numeric-parser',
    'number',
    '--exclude-pattern',
    'kysely_*',
    '--default-schema',
    'public',
    '--type-only-imports',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
process.exitCode = done.status ?? 1;
