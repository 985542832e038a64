import type { RoomId } from '#rooms';
import { enterPortal, leavePortal } from '../support/inside-portal.ts';
import { expect, test } from '../support/journey.ts';
import { nextEvent } from '../support/next-event.ts';
import { startBeside, startPortal, type Portal } from '../support/portal.ts';
import { RoomDevice } from '../support/room-device.ts';
import type { Town } from '../support/towns.ts';
import { DeskDevice, PersonDevice, until } from '../support/urgent-devices.ts';

test.use({ ownProcess: import.meta.filename });
test.describe.configure({ mode: 'serial' });

let one: Portal;
let other: Portal;
let town: Town;
const devices: { leave(): void }[] = [];

test.beforeAll(async () => {
  one = await startPortal();
  other = await startBeside(one);
  enterPortal(one);
});
test.beforeEach(async () => {
  town = await aTown();
});
test.afterEach(() => {
  for (const device of devices.splice(0)) device.leave();
});
test.afterAll(async () => {
  await leavePortal();
  await other.stop();
  await one.stop();
});

// Only once this process is in the portal.
const aTown = async () => (await import('../support/towns.ts')).aTown();
const signedInAt = async (windowId: string) =>
  (await import('../support/staff.ts')).signedInAt(windowId);
const contactRow = async (contactId: string) =>
  (await import('../support/contacts.ts')).contactRow(contactId);
const ringingFor = async (contactId: string) =>
  (await import('../support/contacts.ts')).ringingFor(contactId);

const kept = <Device extends { leave(): void }>(device: Device): Device => {
  devices.push(device);
  return device;
};
const deskAt = async (portal: Portal, windowId: string): Promise<DeskDevice> =>
  kept(await DeskDevice.open(portal, await signedInAt(windowId)));
const pressAt = async (portal: Portal, words = '夜しか話せないです'): Promise<PersonDevice> =>
  kept(await PersonDevice.press(portal, town.code5, words));
const ownerOf = async (contactId: string) => (await contactRow(contactId)).owner_account_id;

test('a press at one process rings at a desk of the other, and the answer there is seen here', async () => {
  const desk = await deskAt(other, town.own);
  const rung = nextEvent(desk.socket, 'desk:changed');
  const person = await pressAt(one);
  await rung;
  const told = nextEvent(person.socket, 'contact:changed');
  expect((await desk.answer(person.contactId)).status).toBe(303);
  await told;
  expect(await ownerOf(person.contactId)).toBe(desk.accountId);
});

test('what is written at either process arrives at the other, whole and in order', async () => {
  const desk = await deskAt(other, town.own);
  const person = await pressAt(one);
  await desk.takes(person.contactId);
  const { db } = await import('#platform/db');
  const room = await db
    .selectFrom('rooms')
    .select('id')
    .where('contact_id', '=', person.contactId)
    .executeTakeFirstOrThrow();
  const roomId = room.id as RoomId;
  const mother = kept(new RoomDevice({ url: one.url, roomId, cookie: person.cookie }));
  const staff = kept(
    new RoomDevice({ url: other.url, roomId, cookie: desk.cookie, namespace: '/staff' }),
  );
  await Promise.all([mother, staff].map((each) => nextEvent(each.socket, 'connect')));
  await until(async () => mother.last > 0 && staff.last > 0, 15_000);
  // Longer than PostgreSQL takes at once.
  const long = '雨'.repeat(2_000);
  for (const [n, text] of ['はい', long, 'きこえます'].entries()) {
    const [writer, reader] = n % 2 === 0 ? [mother, staff] : [staff, mother];
    const heard = nextEvent(reader.socket, 'message:posted');
    await writer.keep(crypto.randomUUID(), text);
    expect(await heard).toMatchObject([{ text }]);
  }
  expect(mother.heard.map(({ seq }) => seq)).toEqual(staff.heard.map(({ seq }) => seq));
});

test('a pass at one process rings at a desk of the other', async () => {
  const [near, next] = [await deskAt(one, town.own), await deskAt(other, town.nearby)];
  const person = await pressAt(other);
  const rung = nextEvent(next.socket, 'desk:changed');
  expect((await near.pass(person.contactId)).status).toBe(200);
  await rung;
  expect(await ringingFor(person.contactId)).toEqual([next.accountId]);
});

test('a desk opened at one process is rung for somebody who waits at the other', async () => {
  const person = await pressAt(one);
  const desk = await deskAt(other, town.own);
  const rings = async () => (await ringingFor(person.contactId)).includes(desk.accountId);
  await until(rings, 15_000);
});

test('two who answer at once at two processes: one has the talk, the other hears who it is', async () => {
  for (let n = 0; n < 5; n += 1) {
    const desks = [await deskAt(one, town.own), await deskAt(other, town.own)];
    const person = await pressAt(one);
    const answers = await Promise.all(desks.map((desk) => desk.answer(person.contactId)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    const [loser] = answers.filter(({ status }) => status === 409);
    expect(await loser?.text()).toContain('のぶさん');
    for (const device of devices.splice(0)) device.leave();
    town = await aTown();
  }
});

test('processes whose line to each other was cut find each other again by themselves', async () => {
  const { db, sql } = await import('#platform/db');
  const lines = async () => {
    const { rows } = await sql<{
      pid: number;
      query: string;
    }>`select pid, query from pg_stat_activity
      where datname = current_database() and application_name = 'tsudoi everywhere'`.execute(db);
    return rows;
  };
  const cut = (await lines()).map(({ pid }) => pid);
  expect(cut).toHaveLength(2);
  for (const pid of cut) await sql`select pg_terminate_backend(${pid})`.execute(db);
  // It listens first, brings its sockets back, then tells.
  const tell = async () =>
    (await lines()).filter(({ pid, query }) => !cut.includes(pid) && query.includes('notify'));
  await until(async () => (await tell()).length === 2, 15_000);
  const desk = await deskAt(other, town.own);
  const rung = nextEvent(desk.socket, 'desk:changed');
  await pressAt(one);
  await rung;
});

test('a process about to end says so to the balancer, and still answers whoever is there', async () => {
  const leaving = await startBeside(one, { DRAIN_SECONDS: '5' });
  const gone = leaving.kill();
  // Both at once: it answers for five seconds more, however slow the machine.
  const answers = () =>
    Promise.all(
      ['/readyz', '/talk'].map(async (path) => {
        const { status, headers } = await fetch(`${leaving.url}${path}`);
        return [status, headers.get('connection')];
      }),
    );
  const told = [503, 200].map((status) => [status, 'close']);
  await expect.poll(answers, { intervals: [50] }).toEqual(told);
  await leaving.kill('SIGKILL');
  await gone;
});

test('a process that is killed takes its desks along: the person is told within 20 s and rung elsewhere within 30', async () => {
  const [near, next] = [await deskAt(other, town.own), await deskAt(one, town.nearby)];
  const person = await pressAt(one);
  await near.takes(person.contactId);
  const told = nextEvent(person.socket, 'contact:changed', 20_000);
  await other.kill('SIGKILL');
  near.leave();
  const from = performance.now();
  await told;
  const rings = async () => (await ringingFor(person.contactId)).includes(next.accountId);
  await until(rings, 30_000 - (performance.now() - from));
  expect(await ownerOf(person.contactId)).toBeNull();
});
