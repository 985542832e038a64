/**
 * One PostgreSQL for a test run; its migrated template is cloned by each test file.
 * TEST_POSTGRES names a server to use; without it an embedded one lives as long as the run.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { administer, databaseUrl } from './administer.ts';
import { startEmbeddedDatabase } from '../../src/platform/db/embedded/index.server.ts';
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

/** The server that tests make their databases on; stopping an embedded one removes it. */
export async function testServer(): Promise<{ server: string; stop(): Promise<void> }> {
  const given = process.env['TEST_POSTGRES'];
  if (given) return { server: given, stop: () => Promise.resolve() };
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tsudoi-test-'));
  await chmod(dataDir, 0o711);
  const embedded = await startEmbeddedDatabase({ dataDir, settings: forgetful });
  return {
    server: embedded.url,
    stop: async () => {
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Tests need no crash safety, and many connections: each file has its own pool. */
const forgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};

async function migrateTemplate(connectionString: string): Promise<void> {
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString }) }),
  });
  await migrateUp(db);
  await loadReferenceData(db);
  await db.destroy();
}
