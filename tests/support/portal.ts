/** The built portal as a real process on a port and a database of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { administer, databaseUrl } from './administer.ts';
import { findFreePort } from './free-port.ts';
import { portalEnvironment } from './portal-environment.ts';

const root = path.join(import.meta.dirname, '../..');

export interface Portal {
  url: string;
  databaseUrl: string;
  /** The process's id while it runs. */
  pid(): number | undefined;
  /** Everything the process has printed. */
  output(): string;
  /** Ends it as the system would (SIGTERM unless told) and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port and database. */
  restart(): Promise<void>;
  /** Ends it, and drops the database that was made for it. */
  stop(): Promise<void>;
}

type Settings = Record<string, string>;

/** Starts a portal with reference data and demonstration; `env` overrides its settings. */
export async function startPortal(env: Settings = {}): Promise<Portal> {
  const { PORTAL_SERVER: server, PORTAL_TEMPLATE: template } = process.env;
  if (!server || !template) throw new Error('tests/support/browser-run.ts has not run');
  const name = `portal_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${name} template ${template}`);
  const drop = () => administer(server, `drop database if exists ${name} with (force)`);
  return startProcess({ DATABASE_URL: databaseUrl(server, name), ...env }, drop);
}

/** Another process of the same portal, on a port of its own; to be stopped first. */
export const startBeside = ({ databaseUrl }: Portal, env: Settings = {}): Promise<Portal> =>
  startProcess({ DATABASE_URL: databaseUrl, ...env }, () => Promise.resolve());

async function startProcess(
  env: Settings & { DATABASE_URL: string },
  afterwards: () => Promise<void>,
): Promise<Portal> {
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const settings = {
    ...portalEnvironment,
    ORIGIN: url,
    PORT: String(port),
    LOG_LEVEL: 'warn',
    ...env,
  };
  let child: ChildProcess | undefined;
  let output = '';

  const start = async () => {
    child = spawn(process.execPath, ['server.ts'], {
      cwd: root,
      env: { ...process.env, npm_lifecycle_event: undefined, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await untilReady(url, child, () => output);
  };
  const kill = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (!child || hasEnded(child)) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const stop = async () => {
    await kill();
    await afterwards();
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    databaseUrl: settings.DATABASE_URL,
    pid: () => child?.pid,
    output: () => output,
    kill,
    restart: start,
    stop,
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (;;) {
    if (hasEnded(child)) throw new Error(`the portal ended:\n${output()}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await pause(50);
  }
}
