/**
 * What was deleted before its own time is remembered outside the database, so that a restored backup loses it again: one
 * keyed hash a line, in a file for each day. Who has the files and not SECRET reads that something was deleted, and no more.
 */
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { now } from './clock.ts';
import { config } from './config.server.ts';
import { log } from './log.server.ts';
import { BACKUPS_KEPT_DAYS } from './promises.ts';
import { keyedHash } from './secrets.server.ts';
import { addDays, localDate, type LocalDate } from './tokyo.ts';

/** What a tombstone stands for. */
export type BuriedKind =
  | 'participant'
  | 'device'
  | 'phrase'
  | 'calendar'
  | 'told_device'
  | 'contact'
  | 'consent'
  | 'portrait';

export type IsBuried = (kind: BuriedKind, key: string) => boolean;

let problem: string | null = null;

/**
 * To be called last in the transaction that deletes: where the commit then fails, the tombstone stands for what its person
 * wanted gone; where the file cannot be written, the deletion goes on and `/healthz` says so.
 */
export async function bury(kind: BuriedKind, key: string): Promise<void> {
  try {
    await append(`${lineOf(kind, key)}\n`);
    problem = null;
  } catch (error) {
    problem = 'cannot be written';
    log.error({ err: error }, 'a tombstone could not be written: a restore would bring it back');
  }
}

/**
 * What was deleted on that day or after it, and on the day before: whose tombstone was written a moment before midnight may
 * have been deleted a moment after the backup of the new day.
 */
export async function buriedSince(day: LocalDate): Promise<IsBuried> {
  const first = addDays(day, -1);
  const days = (await daysKept()).filter((kept) => kept >= first);
  const texts = await Promise.all(days.map((kept) => readFile(fileOf(kept), 'utf8')));
  const lines = new Set(texts.flatMap((text) => text.split('\n')));
  return (kind, key) => lines.has(lineOf(kind, key));
}

/** Forgets what no backup can bring back any more. */
export async function pruneTombstones(at: Date): Promise<void> {
  const needed = addDays(localDate(at), -BACKUPS_KEPT_DAYS - 1);
  for (const day of await daysKept()) if (day < needed) await rm(fileOf(day), { force: true });
}

/** For those who watch the portal. */
export const tombstonesProblem = (): string | null => problem;

const lineOf = (kind: BuriedKind, key: string): string =>
  keyedHash('tombstone', `${kind}|${key}`).toString('base64url');

const folder = (): string => config().TOMBSTONES ?? path.join(config().DATA_DIR, 'tombstones');
const fileOf = (day: LocalDate): string => path.join(folder(), day);

async function daysKept(): Promise<LocalDate[]> {
  const names = await readdir(folder()).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => /^\d{4}-\d\d-\d\d$/.test(name)).sort();
}

/** One write at the file's end, so that several processes never write into each other's lines; on disk when it returns. */
async function append(line: string): Promise<void> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const file = await open(fileOf(localDate(now())), 'a', 0o600);
  try {
    // Begins anew whatever a process that was killed may have left unended.
    await file.appendFile(`\n${line}`);
    await file.sync();
  } finally {
    await file.close();
  }
  await keepName();
}

/** A file's name is on disk only when its folder is: the first tombstone of a day would be lost with the power. */
async function keepName(): Promise<void> {
  const opened = await open(folder());
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
