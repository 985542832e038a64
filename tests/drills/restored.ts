/**
 * TRUST F12: a portal with people is backed up; some erase everything, some have not come for long, some stay. Its database
 * is lost, the backup restored, and a portal started on it: who was deleted stays so, and who was kept comes in.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { administer, databaseUrl } from '../support/administer.ts';
import { anEveningIn } from '../support/evening.ts';
import { PlainVisitor } from '../support/plain-visitor.ts';
import { portalEnvironment } from '../support/portal-environment.ts';
import { startPortal, type Portal } from '../support/portal.ts';
import { everythingStored, tracesOf } from '../support/traces.ts';

export interface RestoreReport {
  /** Of each kind: who stays, who erases everything, who comes no more. */
  ofEach: number;
  /** Kept people who do not come in, by their device or by their words. */
  lost: string[];
  /** Deleted people who come in, by either, or of whom a row is left. */
  backAgain: string[];
  /** What stands in the log of the restored portal: at its level nothing. */
  complaints: string[];
}

const DEMONSTRATION = { login: 'aoi', password: 'tsudoi-demo' };
const root = path.join(import.meta.dirname, '../..');

export async function drill(ofEach: number): Promise<RestoreReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'restored-'));
  const settings = { ...portalEnvironment, TOMBSTONES: path.join(folder, 'tombstones') };
  const name = `restored_${randomBytes(6).toString('hex')}`;
  const server = process.env['PORTAL_SERVER'] ?? '';
  const before = await startPortal(settings);
  let after: Portal | undefined;
  try {
    const people = await comeTo(before, ofEach);
    await haveNotComeFor(before.databaseUrl, people.idle, '181 days');
    const file = command('backup', path.join(folder, 'backups'), before, settings).split(' ')[0];
    for (const { device } of people.erasing) await device.send('/me/erase', '', {});
    await before.kill();
    await administer(server, `create database ${name}`);
    const restored = { url: before.url, databaseUrl: databaseUrl(server, name) };
    command('restore', file ?? '', restored, settings);
    after = await startPortal({ ...settings, DATABASE_URL: restored.databaseUrl });
    return { ofEach, ...(await look(after, people)) };
  } finally {
    await after?.stop();
    await before.stop();
    await administer(server, `drop database if exists ${name} with (force)`);
    await rm(folder, { recursive: true, force: true });
  }
}

/** What must be nought. */
export const failuresOf = ({ lost, backAgain, complaints }: RestoreReport): number =>
  lost.length + backAgain.length + complaints.length;

interface Person {
  nickname: string;
  receipt: string;
  words: string;
  device: PlainVisitor;
}

type People = Record<'staying' | 'erasing' | 'idle', Person[]>;

async function comeTo(portal: Portal, ofEach: number): Promise<People> {
  const title = '控えの夜';
  const coming = await anEveningIn(portal.databaseUrl, { title, capacity: 2 * ofEach });
  const past = await anEveningIn(portal.databaseUrl, { title, capacity: ofEach });
  const some = (called: string, evening: { id: string }) =>
    Promise.all(Array.from({ length: ofEach }, (_, n) => come(portal, `${called}${n}`, evening)));
  return {
    staying: await some('のこる人', coming),
    erasing: await some('きえる人', coming),
    idle: await some('こない人', past),
  };
}

async function come(portal: Portal, nickname: string, { id }: { id: string }): Promise<Person> {
  const device = new PlainVisitor(portal.url);
  const { location } = await device.send(`/sessions/${id}`, '?/signUp', { nickname });
  const { html } = await device.read(location);
  const words = [...html.matchAll(/data-kana="\d"[^>]*><span[^>]*>([ぁ-ん]+)</g)].map(
    ([, word = '']) => word,
  );
  if (words.length !== 6) throw new Error(`no words on the receipt at "${location}"`);
  return { nickname, receipt: path.basename(location), words: words.join(' '), device };
}

/** Their date is over, and nobody has come since. */
async function haveNotComeFor(url: string, people: Person[], time: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const receipts = people.map(({ receipt }) => receipt);
  await client.query(
    `update occurrences set starts_at = starts_at - $2::interval, ends_at = ends_at - $2::interval
    where id in (select occurrence_id from signups where id = any($1))`,
    [receipts, time],
  );
  // Everybody's: whoever has a date to come is kept all the same.
  await client.query('update participants set last_used_on = last_used_on - $1::interval', [time]);
  await client.end();
}

function command(
  name: 'backup' | 'restore',
  argument: string,
  { url, databaseUrl }: { url: string; databaseUrl: string },
  settings: Record<string, string>,
): string {
  const done = spawnSync(process.execPath, [`src/commands/${name}.ts`, argument], {
    cwd: root,
    env: { ...process.env, ...settings, DATABASE_URL: databaseUrl, ORIGIN: url },
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`${name}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}

async function look(portal: Portal, people: People): Promise<Omit<RestoreReport, 'ofEach'>> {
  const isIn = async (person: Person) => {
    const device = new PlainVisitor(portal.url, person.device);
    const known = (await device.read('/me')).html.includes(person.nickname);
    const elsewhere = new PlainVisitor(portal.url);
    await elsewhere.send('/return', '', { phrase: person.words });
    return [known, (await elsewhere.read('/me')).html.includes(person.nickname)];
  };
  const lost: string[] = [];
  const backAgain: string[] = [];
  for (const person of people.staying)
    if ((await isIn(person)).includes(false)) lost.push(person.nickname);
  const staff = new PlainVisitor(portal.url);
  if ((await staff.send('/staff/sign-in', '', DEMONSTRATION)).status !== 303) lost.push('staff');
  const stored = await everythingStored(portal.databaseUrl);
  for (const person of [...people.erasing, ...people.idle]) {
    const traces = tracesOf([person.nickname, person.receipt], stored);
    if (traces.length > 0 || (await isIn(person)).includes(true)) backAgain.push(person.nickname);
  }
  const complaints = portal
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  return { lost, backAgain, complaints };
}
