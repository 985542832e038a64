/**
 * TRUST F11: pages of others keep every usual connection to the database waiting. Whoever presses is taken at once all the
 * same, the desk on duty hears it, and stays on duty.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { insidePortal } from '../support/inside-portal.ts';
import { nextEvent } from '../support/next-event.ts';
import type { Portal } from '../support/portal.ts';
import { DeskDevice, PersonDevice, pressAt, until } from '../support/urgent-devices.ts';
import { underWatch } from './over-contacts.ts';
import { timesOf, type Times } from './percentiles.ts';

export interface BusyReport {
  presses: number;
  /** Milliseconds. */
  taken: Times;
  rung: Times;
  deskLost: boolean;
  unattended: string[];
}

/** More pages than the portal has connections for. */
const PAGES = 30;
const EACH_MS = 200;
const TAKEN_WITHIN_MS = 1_000;

export const drill = (presses: number): Promise<BusyReport> =>
  insidePortal((portal) => underWatch(portal, () => pressInCrowd(portal, presses)));

async function pressInCrowd(
  portal: Portal,
  presses: number,
): Promise<Omit<BusyReport, 'unattended'>> {
  const { logOf } = await import('../support/contacts.ts');
  const { signedInAt } = await import('../support/staff.ts');
  const { aTown } = await import('../support/towns.ts');
  const { code5, own } = await aTown();
  const desk = await DeskDevice.open(portal, await signedInAt(own));
  const first = await PersonDevice.press(portal, code5, '夜しか話せないです');
  await desk.takes(first.contactId);
  const crowd = await keepAllConnectionsWaiting(portal);
  const times: Record<'taken' | 'rung', number[]> = { taken: [], rung: [] };
  try {
    for (let n = 0; n < presses; n += 1) {
      const from = performance.now();
      const rung = nextEvent(desk.socket, 'desk:changed').then(() => performance.now() - from);
      await pressAt(portal, { formToken: randomUUID(), code5, words: `${n}` });
      times.taken.push(performance.now() - from);
      times.rung.push(await rung);
      await pause(EACH_MS);
    }
    return {
      presses,
      taken: timesOf(times.taken),
      rung: timesOf(times.rung),
      deskLost: (await logOf(first.contactId)).includes('staff_lost'),
    };
  } finally {
    await crowd.disperse();
    for (const device of [desk, first]) device.leave();
  }
}

/** A table that every page of dates reads is held from outside, and many look at such pages. */
async function keepAllConnectionsWaiting({
  url,
  databaseUrl,
}: {
  url: string;
  databaseUrl: string;
}) {
  const holder = new pg.Client({ connectionString: databaseUrl });
  await holder.connect();
  await holder.query('begin; lock table occurrences in access exclusive mode');
  let isOver = false;
  const look = async () => {
    while (!isOver) await fetch(`${url}/sessions/${randomUUID()}`).catch(() => pause(200));
  };
  const looking = Array.from({ length: PAGES }, look);
  const waiting = async () => {
    const { rows } = await holder.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_locks where relation = 'occurrences'::regclass and not granted`,
    );
    return rows[0]?.waiting ?? 0;
  };
  await until(async () => (await waiting()) >= 10, 20_000);
  return {
    async disperse() {
      isOver = true;
      await holder.end();
      await Promise.all(looking);
    },
  };
}

/** What must be nought. */
export const failuresOf = (
  { taken, rung, deskLost, unattended }: BusyReport,
  withinMs = TAKEN_WITHIN_MS,
): number =>
  [taken.p95, rung.p95].filter((ms) => ms > withinMs).length +
  (deskLost ? 1 : 0) +
  unattended.length;
