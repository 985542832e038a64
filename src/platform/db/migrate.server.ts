import { promises as fs } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kysely } from 'kysely';
import {
  FileMigrationProvider,
  Migrator,
  NO_MIGRATIONS,
  type MigrationResultSet,
} from 'kysely/migration';

const migrationFolder = fileURLToPath(new URL('../../../migrations', import.meta.url));

const migratorOf = <T>(db: Kysely<T>) =>
  new Migrator({ db, provider: new FileMigrationProvider({ fs, path, migrationFolder }) });

/** Brings the schema up to date; returns the names of what was applied. Throws with the database unchanged. */
export const migrateUp = async <T>(db: Kysely<T>): Promise<string[]> =>
  namesApplied(await migratorOf(db).migrateToLatest());

/** Brings an empty schema to where a migration left it; false where this version has no such migration. */
export async function migrateTo<T>(db: Kysely<T>, name: string): Promise<boolean> {
  const migrator = migratorOf(db);
  const known = await migrator.getMigrations();
  if (!known.some((migration) => migration.name === name)) return false;
  namesApplied(await migrator.migrateTo(name));
  return true;
}

/** Takes every migration back. */
export const migrateDown = async <T>(db: Kysely<T>): Promise<string[]> =>
  namesApplied(await migratorOf(db).migrateTo(NO_MIGRATIONS));

function namesApplied({ error, results }: MigrationResultSet): string[] {
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
