import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import {
  startEmbeddedDatabase,
  type EmbeddedDatabase,
  type EmbeddedOptions,
} from '../../src/platform/db/embedded/index.server.ts';
import { isAlive } from '../../src/platform/db/embedded/postmaster.server.ts';
import { installedPackage } from '../../src/platform/db/embedded/binaries.server.ts';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tsudoi-embedded-'));
  await chmod(folder, 0o755);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataDir: string, more: Partial<EmbeddedOptions> = {}) {
  const database = await startEmbeddedDatabase({ dataDir, ...more });
  onTestFinished(() => database.stop());
  return database;
}

async function run(url: string, query: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const result = await client
    .query<unknown[]>({ text: query, rowMode: 'array' })
    .finally(() => client.end());
  return result.rows;
}

const one = async (url: string, query: string): Promise<unknown> => (await run(url, query))[0]?.[0];

const postmasterOf = async (folder: string): Promise<number> =>
  Number((await readFile(path.join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);

async function hostInAnotherProcess(dataDir: string): Promise<{ host: ChildProcess; url: string }> {
  const script = path.join(import.meta.dirname, 'embedded-process.ts');
  const host = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void host.kill('SIGKILL'));
  const [line] = (await once(host.stdout, 'data')) as [Buffer];
  return { host, url: line.toString().trim() };
}

test('starts on an empty folder and keeps its rows over a stop', async () => {
  const folder = await emptyFolder();
  const first = await start(folder);
  await run(first.url, 'create table kept as select 7 as n');
  await first.stop();
  const second = await start(folder);
  expect(second.origin).toBe('started');
  expect(await one(second.url, 'select n from kept')).toBe(7);
});

test('listens on loopback only, by password only, with no Unix socket, whatever the locale of the host', async () => {
  const { url } = await start(await emptyFolder());
  expect(await one(url, 'show listen_addresses')).toBe('127.0.0.1');
  expect(await one(url, 'show unix_socket_directories')).toBe('');
  expect(await one(url, 'show password_encryption')).toBe('scram-sha-256');
  const provider = 'select datlocprovider from pg_database where datname = current_database()';
  expect(await one(url, provider)).toBe('b');
  const wrong = new URL(url);
  wrong.password = 'guess';
  await expect(one(wrong.href, 'select 1')).rejects.toThrow(/password/);
});

test.runIf(process.getuid?.() === 0)(
  'runs as an unprivileged user when root starts it',
  async () => {
    const folder = await emptyFolder();
    await start(folder);
    const owner = await stat(`/proc/${await postmasterOf(path.join(folder, 'postgres'))}`);
    expect(owner.uid).not.toBe(0);
  },
);

test.runIf(process.getuid?.() === 0)(
  'below a home of mode 0700 database and programs move to a folder of their own, and stay there',
  async () => {
    const home = await emptyFolder();
    await chmod(home, 0o700);
    const packageFolder = path.join(home, 'package');
    await cp(installedPackage(), packageFolder, { recursive: true, verbatimSymlinks: true });
    const dataDir = path.join(home, '.data');

    const said: string[] = [];
    const first = await start(dataDir, { packageFolder, say: (line) => said.push(line) });
    const moved = await readFile(path.join(dataDir, 'postgres-folder'), 'utf8');
    onTestFinished(() => rm(moved, { recursive: true, force: true }));
    expect(said.join()).toContain(moved);
    await run(first.url, 'create schema kept');
    await first.stop();

    const second = await start(dataDir, { packageFolder });
    expect(await one(second.url, `select count(*) from pg_namespace where nspname = 'kept'`)).toBe(
      '1',
    );
  },
);

test('makes the library links itself where the install script was skipped', async () => {
  const folder = await emptyFolder();
  const packageFolder = path.join(folder, 'package');
  await cp(installedPackage(), packageFolder, { recursive: true, verbatimSymlinks: true });
  const libraries = path.join(packageFolder, 'native', 'lib');
  for (const entry of await readdir(libraries, { withFileTypes: true }))
    if (entry.isSymbolicLink()) await rm(path.join(libraries, entry.name));

  const { url } = await start(path.join(folder, '.data'), { packageFolder });
  expect(await one(url, 'select 1')).toBe(1);
});

test('adopts the database of a host that was killed, and can stop it', async () => {
  const folder = await emptyFolder();
  const { host } = await hostInAnotherProcess(folder);
  const orphan = await postmasterOf(path.join(folder, 'postgres'));
  host.kill('SIGKILL');
  await once(host, 'exit');
  expect(isAlive(orphan)).toBe(true);

  const adopted: EmbeddedDatabase = await start(folder);
  expect(adopted.origin).toBe('adopted');
  expect(await postmasterOf(path.join(folder, 'postgres'))).toBe(orphan);
  await adopted.stop();
  expect(isAlive(orphan)).toBe(false);
});

test('joins the database of a living host and leaves it running', async () => {
  const folder = await emptyFolder();
  const { host, url } = await hostInAnotherProcess(folder);
  const joined = await start(folder);
  expect(joined).toMatchObject({ origin: 'joined', url });
  await joined.stop();
  expect(await one(url, 'select 1')).toBe(1);
  // Its host would start it again.
  host.kill('SIGKILL');
  await once(host, 'exit');
  const postmaster = await postmasterOf(path.join(folder, 'postgres'));
  process.kill(postmaster, 'SIGINT');
  await expect.poll(() => isAlive(postmaster)).toBe(false);
});

test('comes back on the same address after the database was killed', async () => {
  const folder = await emptyFolder();
  const { url } = await start(folder);
  for (let round = 0; round < 3; round += 1) {
    process.kill(await postmasterOf(path.join(folder, 'postgres')), 'SIGKILL');
    await expect.poll(() => one(url, 'select 1').catch(() => 0)).toBe(1);
  }
});

test('starts at once after host and database were both killed', async () => {
  const folder = await emptyFolder();
  const { host } = await hostInAnotherProcess(folder);
  const postmaster = await postmasterOf(path.join(folder, 'postgres'));
  host.kill('SIGKILL');
  process.kill(postmaster, 'SIGKILL');
  await once(host, 'exit');
  const { url } = await start(folder);
  expect(await one(url, 'select 1')).toBe(1);
});

test('a lock file whose number now belongs to another program does not stop the start', async () => {
  const folder = await emptyFolder();
  const first = await start(folder);
  await first.stop();
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
  onTestFinished(() => void stranger.kill());
  const lock = path.join(folder, 'postgres', 'data', 'postmaster.pid');
  await writeFile(lock, `${stranger.pid}\n${path.dirname(lock)}\n0\n5432\n\n127.0.0.1\n`);
  const second = await start(folder);
  expect(await one(second.url, 'select 1')).toBe(1);
});
