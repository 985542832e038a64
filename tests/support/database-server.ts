/** One PostgreSQL for a test run; its migrated template is cloned by each test file. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateUp } from '../../src/platform/db/migrate.server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    server: string;
    template: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env['TEST_POSTGRES'];
  if (!server) throw new Error('TEST_POSTGRES: a server whose databases tests may create');
  const template = `template_${process.pid}_${project.name}`;
  await administer(server, `drop database if exists ${template}`, `create database ${template}`);
  await migrateTemplate(databaseUrl(server, template));
  project.provide('server', server);
  project.provide('template', template);
  return () => administer(server, `drop database if exists ${template} with (force)`);
}

export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export async function administer(server: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(server, 'postgres') });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function migrateTemplate(connectionString: string): Promise<void> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString }) }),
  });
  await migrateUp(db);
  await db.destroy();
}
