/**
 * Gives each test file a database of its own, cloned from the template, before any of our code is imported. One process
 * runs several files: libraries stay loaded, our own modules, which hold settings and connections, begin anew.
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, inject, vi } from 'vitest';
import { administer, databaseUrl } from './administer.ts';

vi.resetModules();

const name = `test_${randomBytes(6).toString('hex')}`;
const server = inject('server');

await administer(server, `create database ${name} template ${inject('template')}`);
process.env['DATABASE_URL'] = databaseUrl(server, name);
process.env['ORIGIN'] = 'http://localhost';
process.env['SECRET'] = Buffer.alloc(32, 7).toString('base64');
process.env['LOG_LEVEL'] = 'silent';
process.env['TOMBSTONES'] = path.join(tmpdir(), name);

afterAll(async () => {
  const { closeDatabase } = await import('#platform/db');
  await closeDatabase();
  await rm(path.join(tmpdir(), name), { recursive: true, force: true });
  await administer(server, `drop database if exists ${name} with (force)`);
});
