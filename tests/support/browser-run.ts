/** Before the journeys: the app is built, and one server holds a filled template that each portal's database is cloned from. */
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { buildIfNeeded } from '../../src/platform/host/build.server.ts';
import { administer, databaseUrl } from './administer.ts';
import { putOnDuty } from './demonstration-on-duty.ts';
import { portalEnvironment } from './portal-environment.ts';
import { testServer } from './test-server.ts';

/** Journeys ring at her desk at any hour; no run lasts longer. */
const ONE_RUN_MS = 12 * 3_600_000;
const root = path.join(import.meta.dirname, '../..');

export default async function setUp(): Promise<() => Promise<void>> {
  await buildIfNeeded(root, (line) => process.stdout.write(`${line}\n`));
  const { server, stop } = await testServer();
  const template = `portal_template_${process.pid}`;
  await administer(server, `drop database if exists ${template}`, `create database ${template}`);
  fill(databaseUrl(server, template));
  await putOnDuty(databaseUrl(server, template), 'yuri', [
    new Date(),
    new Date(Date.now() + ONE_RUN_MS),
  ]);
  process.env['PORTAL_SERVER'] = server;
  process.env['PORTAL_TEMPLATE'] = template;
  return async () => {
    await administer(server, `drop database if exists ${template} with (force)`);
    await stop();
  };
}

/** Schema, reference data and demonstration, as the production host prepares them. */
function fill(url: string): void {
  const done = spawnSync(process.execPath, ['src/commands/prepare-database.ts'], {
    cwd: root,
    env: {
      ...process.env,
      ...portalEnvironment,
      TSUDOI_EMBEDDED: '1',
      DATABASE_URL: url,
      ORIGIN: 'http://localhost',
      LOG_LEVEL: 'silent',
    },
    encoding: 'utf8',
  });
  if (done.status !== 0)
    throw new Error(`preparing the template failed: ${done.stdout}${done.stderr}`);
}
