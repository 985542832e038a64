/** Brings the database to where the app can use it: opened, migrated, filled; waits for one that is away. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../config.server.ts';
import { whenClosing } from '../closing.ts';
import { startEmbeddedDatabase } from '../db/embedded/index.server.ts';

type Say = (line: string) => void;

const AWAY = 75; // EX_TEMPFAIL: what the command ends with when the database does not answer.
const LONGEST_PAUSE_MS = 10_000;

/** Puts DATABASE_URL and SECRET into the environment; starts the embedded server where none is named. */
export async function openDatabase(config: Config, say: Say): Promise<void> {
  if (config.DATABASE_URL) return;
  const embedded = await startEmbeddedDatabase({ dataDir: config.DATA_DIR, say });
  whenClosing('database', embedded.stop);
  process.env['DATABASE_URL'] = embedded.url;
  process.env['SECRET'] ??= await ownSecret(config.DATA_DIR);
  process.env['TSUDOI_EMBEDDED'] = '1';
}

/**
 * Migrates and fills in a process of its own, whose memory goes with it. Returns what it has to say to people.
 * Throws where waiting cannot help.
 */
export async function prepareDatabase(root: string, say: Say): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const { code, said } = await runCommand(path.join(root, 'src/commands/prepare-database.ts'));
    if (code === 0) return said;
    if (code !== AWAY) throw new Error(said);
    say(`The database does not answer; trying again. ${said}`);
    await pause(Math.min(1_000 * tries, LONGEST_PAUSE_MS));
  }
}

/** Made once and kept beside the embedded database: pseudonyms and phrases depend on it. */
async function ownSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'secret');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known) return known.trim();
  const secret = randomBytes(32).toString('base64');
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}

function runCommand(script: string): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script], {
      env: { ...process.env, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const hear = (chunk: Buffer) => (said += chunk.toString());
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said: said.trim() }));
  });
}
