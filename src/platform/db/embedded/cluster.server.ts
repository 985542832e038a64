/** One PostgreSQL cluster on disk, and the programs run on it. Loopback only, password only, no Unix socket. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { Binaries } from './binaries.server.ts';
import type { Runner } from './runner.server.ts';

export interface Cluster {
  folder: string;
  data: string;
  logFile: string;
  password: string;
  binaries: Binaries;
  runner: Runner;
}

const USER = 'tsudoi';

/** Opens the cluster of a folder, creating it at first use. */
export async function openCluster(
  folder: string,
  binaries: Binaries,
  runner: Runner,
): Promise<Cluster> {
  const cluster: Cluster = {
    folder,
    data: path.join(folder, 'data'),
    logFile: path.join(folder, 'postgres.log'),
    password: await passwordOf(folder, runner),
    binaries,
    runner,
  };
  if (!(await isCreated(cluster.data))) await create(cluster);
  return cluster;
}

export const urlOf = (cluster: Cluster, port: number, database = 'tsudoi'): string =>
  `postgres://${USER}:${cluster.password}@127.0.0.1:${port}/${database}`;

/** Starts the server program; it leads its own process group, so that Ctrl-C reaches only us. */
export async function spawnServer(
  cluster: Cluster,
  port: number,
  settings: Record<string, string>,
): Promise<ChildProcess> {
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await open(cluster.logFile, 'w', 0o600);
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.data, ...options], {
    ...cluster.runner,
    cwd: path.parse(cluster.folder).root,
    env: bareEnvironment(),
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
  });
  await log.close();
  return child;
}

/** Stops the server whoever started it: open transactions are rolled back, the cluster is left clean. */
export const stopServer = (cluster: Cluster): Promise<void> =>
  run(cluster, cluster.binaries.pgCtl, [
    'stop',
    '-D',
    cluster.data,
    '-m',
    'fast',
    '-w',
    '-t',
    '20',
  ]);

/** Runs statements on the server's maintenance database. */
export async function ask(
  cluster: Cluster,
  port: number,
  ...statements: string[]
): Promise<pg.QueryResult[]> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, port, 'postgres'),
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const results: pg.QueryResult[] = [];
    for (const statement of statements) results.push(await client.query(statement));
    return results;
  } finally {
    await client.end();
  }
}

/** Built beside its place and moved there whole: a death on the way leaves nothing half made. */
async function create(cluster: Cluster): Promise<void> {
  const half = `${cluster.data}.incomplete`;
  await rm(half, { recursive: true, force: true });
  await run(cluster, cluster.binaries.initdb, [
    `--pgdata=${half}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile(cluster.folder)}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]);
  await rename(half, cluster.data);
}

function run(cluster: Cluster, program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...cluster.runner,
      cwd: path.parse(cluster.folder).root,
      env: bareEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${path.basename(program)}: ${said.trim()}`)),
    );
  });
}

const passwordFile = (folder: string) => path.join(folder, 'password');

async function passwordOf(folder: string, runner: Runner): Promise<string> {
  const file = passwordFile(folder);
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known) return known;
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  if (runner.uid !== undefined && runner.gid !== undefined)
    await chown(file, runner.uid, runner.gid);
  return password;
}

const isCreated = (data: string): Promise<boolean> =>
  stat(path.join(data, 'PG_VERSION')).then(
    () => true,
    () => false,
  );

/** Our own environment holds secrets that the database's process has no business with. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, SystemRoot, TEMP, LC_ALL: 'C' };
}
