/**
 * TRUST F11: the clock of the portal's machine is set ahead, right again, an hour back, and right again, and then that of its
 * database, under people who talk, ring, wait and have left words. Nobody is lost or given up, and new presses ring.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AccountId } from '#accounts';
import { hours, later, minutes, seconds } from '#platform/clock';
import { insidePortal } from '../support/inside-portal.ts';
import type { Portal } from '../support/portal.ts';
import type { Town } from '../support/towns.ts';
import { DeskDevice, leaveWords, PersonDevice, until } from '../support/urgent-devices.ts';
import { timesOf, type Times } from './percentiles.ts';

export interface ClockReport {
  steps: number;
  /** What happened to somebody by the clock alone. */
  happened: string[];
  /** Milliseconds from a press to its ring, right after each step. */
  rung: Times;
  /** What the auditor still finds by the right clock, half a minute after each was right again. */
  unattended: string[];
}

type SetClock = (ms: number) => Promise<unknown>;

const MACHINES_STEPS = [hours(1), 0, -hours(1), 0];
/** An hour ahead everybody has been idle for too long, and signs in again. */
const DATABASES_STEPS = [minutes(20), 0, -hours(1), 0];
const RUNG_WITHIN_MS = seconds(5);
/** What a wrong clock had put off, or called for an hour ago, is found by the right one. */
const FOUND_WITHIN_MS = seconds(30);
const preload = path.join(import.meta.dirname, '../support/set-clock.ts');

/** Each step is stood for so many seconds; a portal asks its database for the time every five. */
export async function drill(secondsEach: number): Promise<ClockReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tsudoi-clock-'));
  const file = path.join(folder, 'off-by');
  await writeFile(file, '0');
  const setMachines: SetClock = (ms) => writeFile(file, String(ms));
  return insidePortal((portal) => stepOn(portal, secondsEach, setMachines), {
    NODE_OPTIONS: `--import ${preload}`,
    CLOCK_IS_OFF_BY: file,
  }).finally(() => rm(folder, { recursive: true }));
}

async function setDatabases(ms: number): Promise<void> {
  const { db, sql } = await import('#platform/db');
  await sql`create or replace function pg_catalog.clock_timestamp() returns timestamptz language sql volatile
    as ${sql.lit(`select statement_timestamp() + interval '${ms} milliseconds'`)}`.execute(db);
}

async function stepOn(
  portal: Portal,
  secondsEach: number,
  setMachines: SetClock,
): Promise<ClockReport> {
  const [{ signedInAt }, { aTown }, { db }] = await Promise.all([
    import('../support/staff.ts'),
    import('../support/towns.ts'),
    import('#platform/db'),
  ]);
  const town = await aTown();
  const desks = [
    await DeskDevice.open(portal, await signedInAt(town.own, hours(3))),
    await DeskDevice.open(portal, await signedInAt(town.nearby, hours(3))),
  ];
  const people = await everyKind(portal, town, desks[0]);
  const before = await whereTheyStand(people);
  const rung: number[] = [];
  const unattended: string[] = [];
  const eachStep = async (set: SetClock, steps: number[]) => {
    for (const ms of steps) {
      await set(ms);
      await pause(seconds(1));
      rung.push(await ringsAfter(portal, town));
      await pause(seconds(secondsEach));
      if (ms === 0) unattended.push(...(await stillFound()));
    }
  };
  await eachStep(setMachines, MACHINES_STEPS);
  // Whose shift began within the hour has not begun by a database's clock that is set back: nobody knows better then.
  await db
    .updateTable('shifts')
    .set({ starts_at: later(new Date(), -hours(2)) })
    .where('account_id', 'in', accountsOf(desks))
    .execute();
  await eachStep(setDatabases, DATABASES_STEPS);
  const after = await whereTheyStand(people);
  for (const device of [...desks, ...people]) device.leave();
  const happened = after.flatMap((is, n) => (is === before[n] ? [] : [`${before[n]} → ${is}`]));
  return { steps: rung.length, happened, rung: timesOf(rung), unattended };
}

const accountsOf = (desks: DeskDevice[]) => desks.map(({ accountId }) => accountId as AccountId);

async function stillFound(): Promise<string[]> {
  const [{ db }, { auditContacts }] = await Promise.all([
    import('#platform/db'),
    import('#urgent/server'),
  ]);
  const faults = () => auditContacts(db, new Date());
  await until(async () => (await faults()).length === 0, FOUND_WITHIN_MS).catch(() => undefined);
  return (await faults()).map(({ fault }) => fault);
}

/** One who talks, one for whom it rings, one who has left words. */
async function everyKind(portal: Portal, { code5 }: Town, desk?: DeskDevice) {
  const press = () => PersonDevice.press(portal, code5, '夜しか話せないです');
  const [talking, ringing, writing] = [await press(), await press(), await press()];
  await desk?.takes(talking.contactId);
  await leaveWords(portal, writing.cookie, writing.contactId);
  return [talking, ringing, writing];
}

async function whereTheyStand(people: PersonDevice[]): Promise<string[]> {
  const { contactRow, logOf } = await import('../support/contacts.ts');
  const told = ['staff_lost', 'person_gone', 'left', 'ended', 'overdue'];
  return Promise.all(
    people.map(async ({ contactId }) => {
      const { state, first_words } = await contactRow(contactId);
      const log = (await logOf(contactId)).filter((kind) => told.includes(kind));
      return [state, first_words && 'words kept', ...log].join(', ');
    }),
  );
}

async function ringsAfter(portal: Portal, { code5 }: Town): Promise<number> {
  const { ringingFor } = await import('../support/contacts.ts');
  const from = performance.now();
  const person = await PersonDevice.press(portal, code5, '');
  const rings = async () => (await ringingFor(person.contactId)).length > 0;
  const rung = await until(rings, seconds(60)).then(
    () => performance.now() - from,
    () => Infinity,
  );
  person.leave();
  return rung;
}

/** What must be nought. */
export const failuresOf = (
  { happened, rung, unattended }: ClockReport,
  withinMs = RUNG_WITHIN_MS,
): number => happened.length + (rung.max > withinMs ? 1 : 0) + unattended.length;
