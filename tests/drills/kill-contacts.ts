/**
 * Kills the real server, its database, or both at random moments, while many press いますぐ話したい and desks answer, pass,
 * end and die. Whatever press was acknowledged is exactly one contact, none is left that nobody looks after, none is two's.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { startDurableServer, type DurableServer } from '../support/durable-server.ts';
import { insidePortal } from '../support/inside-portal.ts';
import type { Portal } from '../support/portal.ts';
import { PressingPerson, whatBecameOf, type Pressed } from '../support/pressing.ts';
import { hurriedDesks } from './hurried-desks.ts';
import { underWatch } from './over-contacts.ts';

export interface KillReport extends Pressed {
  kills: number;
  answered: number;
  /** Answered by one while another had the talk. */
  twoOwners: number;
  perMinute: number;
  unattended: string[];
}

const CALLERS = 24;
/** Presses acknowledged between two kills, however slow the machine: each kill must have something to lose. */
const AT_STAKE = 20;
/** Desks that have closed are missed by then. */
const SETTLES_MS = 10_000;

export async function drill(contacts: number): Promise<KillReport> {
  const database = await startDurableServer();
  return insidePortal((portal) => underWatch(portal, () => pressOn(portal, database, contacts)), {
    DATABASE_URL: database.url,
  }).finally(() => database.stop());
}

async function pressOn(portal: Portal, database: DurableServer, contacts: number) {
  const { aTown } = await import('../support/towns.ts');
  const town = await aTown();
  const desks = await hurriedDesks(portal, [town.own, town.nearby, town.centre]);
  const callers = Array.from({ length: CALLERS }, () => new PressingPerson(portal, town));
  const from = performance.now();
  const working = [...callers.map((one) => one.press()), ...desks.map((desk) => desk.work())];
  const soFar = () => callers.reduce((sum, one) => sum + one.acknowledged.length, 0);
  let kills = 0;
  for (; soFar() < contacts || kills < WAYS_TO_KILL; kills += 1) {
    const enough = soFar() + AT_STAKE;
    await pause(500 + Math.random() * 3_000);
    while (soFar() < enough) await pause(50);
    await killSomething(kills % WAYS_TO_KILL, portal, database);
  }
  const minutes = (performance.now() - from) / 60_000;
  for (const each of [...callers, ...desks]) each.finish();
  await Promise.all(working);
  await pause(SETTLES_MS);
  return {
    kills,
    perMinute: Math.round(soFar() / minutes),
    ...(await whatBecameOf(callers)),
    ...(await talksHad()),
  };
}

const WAYS_TO_KILL = 3;

/** By turns the server, the database below it, and both. */
async function killSomething(turn: number, portal: Portal, database: DurableServer): Promise<void> {
  if (turn !== 1) await portal.kill('SIGKILL');
  if (turn !== 0) await database.kill();
  await database.stands();
  if (turn !== 1) await portal.restart();
}

async function talksHad(): Promise<Pick<KillReport, 'answered' | 'twoOwners'>> {
  const { db, sql } = await import('#platform/db');
  const { rows } = await sql<{ answered: number; twice: number }>`
    select count(*)::int as answered, count(*) filter (where before = 'answered')::int as twice from (
      select kind, lag(kind) over (partition by contact_id order by no) as before
      from contact_events where kind in ('answered', 'staff_lost', 'ended')) as had
    where kind = 'answered'`.execute(db);
  return { answered: rows[0]?.answered ?? 0, twoOwners: rows[0]?.twice ?? 0 };
}

/** What must be nought. */
export const failuresOf = (report: KillReport): number =>
  report.lost + report.doubled + report.twoOwners + report.unattended.length;
