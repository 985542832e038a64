/**
 * TRUST F7: the server is down while things fall due: the time of a stage, the day of a letter. They happen once, soon after
 * it stands again; and whoever could not reach the page meanwhile has all their time to come back.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { seconds } from '#platform/clock';
import { insidePortal } from '../support/inside-portal.ts';
import type { Portal } from '../support/portal.ts';
import { DeskDevice, leaveWords, PersonDevice, until } from '../support/urgent-devices.ts';
import { timesOf, type Times } from './percentiles.ts';

export interface DownReport {
  contacts: number;
  /** Milliseconds from the start of the process until the next stage rings, and until a late letter is told of. */
  nextStage: Times;
  letters: Times;
  /** Milliseconds from the start until pages are served. */
  ready: number;
  /** What happened more than once. */
  doubled: number;
  /** People given up though nobody could have seen them come back. */
  givenUp: number;
  unattended: string[];
}

const FIRES_WITHIN_MS = seconds(5);
const RING_SECONDS = 15;
const ALL_WITHIN_MS = seconds(30);
const SETTLES_MS = seconds(3);

export const drill = (contacts: number): Promise<DownReport> =>
  insidePortal((portal) => beDown(portal, contacts));

async function beDown(portal: Portal, contacts: number): Promise<DownReport> {
  const world = await fill(portal, contacts);
  try {
    await portal.kill('SIGKILL');
    await letTimePass(world);
    const from = Date.now();
    await portal.restart();
    const ready = Date.now() - from;
    const due = [...world.calling, ...world.letters];
    await until(async () => (await firings(due, from)).size === due.length, ALL_WITHIN_MS).catch(
      () => undefined,
    );
    await pause(SETTLES_MS);
    return { contacts, ready, ...(await examine(world, from)) };
  } finally {
    for (const device of world.devices) device.leave();
  }
}

interface World {
  /** Ring at a desk that lets them ring; words left; gone from their page. */
  calling: string[];
  letters: string[];
  gone: string[];
  devices: { leave(): void }[];
}

async function fill(portal: Portal, contacts: number): Promise<World> {
  const [{ signedInAt }, { aTown }, { db }] = await Promise.all([
    import('../support/staff.ts'),
    import('../support/towns.ts'),
    import('#platform/db'),
  ]);
  const town = await aTown();
  await db
    .updateTable('windows')
    .set({ ring_seconds: RING_SECONDS })
    .where('id', '=', town.own)
    .execute();
  const desks = [
    await DeskDevice.open(portal, await signedInAt(town.own)),
    await DeskDevice.open(portal, await signedInAt(town.nearby)),
  ];
  const press = async (code5: string) => PersonDevice.press(portal, code5, '夜しか話せないです');
  const many = async (code5: string) => {
    const people: PersonDevice[] = [];
    while (people.length < contacts) people.push(await press(code5));
    return people;
  };
  const empty = await aTown();
  const [writers, goers, callers] = [
    await many(empty.code5),
    await many(empty.code5),
    await many(town.code5),
  ];
  for (const { contactId, cookie } of writers) await leaveWords(portal, cookie, contactId);
  const ids = (people: PersonDevice[]) => people.map(({ contactId }) => contactId);
  return {
    calling: ids(callers),
    letters: ids(writers),
    gone: ids(goers),
    devices: [...desks, ...callers, ...writers, ...goers],
  };
}

/** The stage's time passes; of what takes longer, the rows are moved. */
async function letTimePass({ letters, gone }: World): Promise<void> {
  const { db, sql } = await import('#platform/db');
  await sql`update contacts set due_at = now(), answer_by = now() where id = any(${letters})`.execute(
    db,
  );
  await sql`
    update contacts set due_at = now(), seen_at = now() - interval '20 minutes' where id = any(${gone})`.execute(
    db,
  );
  await pause(seconds(RING_SECONDS + 1));
}

/** When each went to its next stage or was told of as late, as often as it has since. */
async function firings(contactIds: string[], since: number): Promise<Map<string, number[]>> {
  const { db, sql } = await import('#platform/db');
  const rows = await db
    .selectFrom('contact_events')
    .select(['contact_id', 'at'])
    .where('contact_id', 'in', contactIds)
    .where('at', '>=', new Date(since))
    .where((eb) =>
      eb.or([
        eb('kind', '=', 'overdue'),
        sql<boolean>`kind = 'widened' and details @> '{"to": 1}'`,
      ]),
    )
    .execute();
  const found = Map.groupBy(rows, (row) => row.contact_id);
  return new Map([...found].map(([id, all]) => [id, all.map(({ at }) => at.getTime())]));
}

async function examine(
  { calling, letters, gone }: World,
  from: number,
): Promise<Omit<DownReport, 'contacts' | 'ready'>> {
  const [{ db }, { auditContacts }] = await Promise.all([
    import('#platform/db'),
    import('#urgent/server'),
  ]);
  const at = await firings([...calling, ...letters], from);
  const timesFor = (ids: string[]) =>
    timesOf(ids.map((id) => (at.get(id)?.[0] ?? Infinity) - from));
  const left = await db
    .selectFrom('contacts')
    .select('id')
    .where('id', 'in', gone)
    .where('state', '=', 'left')
    .execute();
  return {
    nextStage: timesFor(calling),
    letters: timesFor(letters),
    doubled: [...at.values()].filter((often) => often.length > 1).length,
    givenUp: left.length,
    unattended: (await auditContacts(db, new Date())).map(({ fault }) => fault),
  };
}

/** What must be nought. */
export const failuresOf = (report: DownReport, withinMs = FIRES_WITHIN_MS): number =>
  [report.nextStage, report.letters].filter(({ max }) => max - report.ready > withinMs).length +
  report.doubled +
  report.givenUp +
  report.unattended.length;
