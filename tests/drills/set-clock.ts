/**
 * TRUST F11: the clock of the portal's machine is set an hour ahead, right again, an hour back, and right again, under people
 * who talk, ring, wait and have left words. Nobody is lost or given up, nothing is erased early, and new presses ring.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hours, seconds } from '#platform/clock';
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
  /** What the auditor finds by the right clock, at the end of each step. */
  unattended: string[];
}

const STEPS = [hours(1), 0, -hours(1), 0];
const RUNG_WITHIN_MS = seconds(5);
const preload = path.join(import.meta.dirname, '../support/set-clock.ts');

/** Each step is stood for so many seconds; after a minute the portal has asked its database for the time. */
export async function drill(secondsEach: number): Promise<ClockReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tsudoi-clock-'));
  const file = path.join(folder, 'off-by');
  await writeFile(file, '0');
  const set = (ms: number) => writeFile(file, String(ms));
  return insidePortal((portal) => stepOn(portal, secondsEach, set), {
    NODE_OPTIONS: `--import ${preload}`,
    CLOCK_IS_OFF_BY: file,
  }).finally(() => rm(folder, { recursive: true }));
}

async function stepOn(
  portal: Portal,
  secondsEach: number,
  set: (ms: number) => Promise<void>,
): Promise<ClockReport> {
  const [{ signedInAt }, { aTown }, { db }, { auditContacts }] = await Promise.all([
    import('../support/staff.ts'),
    import('../support/towns.ts'),
    import('#platform/db'),
    import('#urgent/server'),
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
  for (const ms of STEPS) {
    await set(ms);
    await pause(seconds(1));
    rung.push(await ringsAfter(portal, town));
    await pause(seconds(secondsEach));
    unattended.push(...(await auditContacts(db, new Date())).map(({ fault }) => fault));
  }
  const after = await whereTheyStand(people);
  for (const device of [...desks, ...people]) device.leave();
  const happened = after.flatMap((is, n) => (is === before[n] ? [] : [`${before[n]} → ${is}`]));
  return { steps: STEPS.length, happened, rung: timesOf(rung), unattended };
}

/** One who talks, one for whom it rings, one who has left words. */
async function everyKind(portal: Portal, { code5 }: Town, desk?: DeskDevice) {
  const press = () => PersonDevice.press(portal, code5, '夜しか話せないです');
  const [talking, ringing, writing] = [await press(), await press(), await press()];
  await desk?.answer(talking.contactId);
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
export const failuresOf = ({ happened, rung, unattended }: ClockReport): number =>
  happened.length + (rung.max > RUNG_WITHIN_MS ? 1 : 0) + unattended.length;
