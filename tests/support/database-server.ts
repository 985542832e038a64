/** One PostgreSQL for a test run; its migrated template, with the reference data, is cloned by each test file. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { administer, databaseUrl } from './administer.ts';
import { testServer } from './test-server.ts';
import type { DB } from '../../src/platform/db/schema.generated.ts';
import { loadReferenceData } from '../../src/reference-data.server.ts';
import { migrateUp } from '../../src/platform/db/migrate.server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    server: string;
    template: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await testServer();
  const template = `template_${process.pid}_${project.name}`;
  await administer(server, `drop database if exists ${template}`, `create database ${template}`);
  await migrateTemplate(databaseUrl(server, template));
  project.provide('server', server);
  project.provide('template', template);
  return async () => {
    await administer(server, `drop database if exists ${template} with (force)`);
    await stop();
  };
}

async function migrateTemplate(connectionString: string): Promise<void> {
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString }) }),
  });
  await migrateUp(db);
  await loadReferenceData(db);
  await db.destroy();
}
