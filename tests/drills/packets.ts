/**
 * TRUST P13: so many packets of chance at every namespace, by strangers, people in a room, a person who waits and a desk: almost
 * right ones, strange ones, broken ones. Nobody else notices, no verb breaks, and the process lives.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { chanceOf } from '../support/chance.ts';
import { insidePortal } from '../support/inside-portal.ts';
import type { Portal } from '../support/portal.ts';
import { RawSocket, type Entrance } from '../support/raw-socket.ts';
import { DeskDevice, PersonDevice } from '../support/urgent-devices.ts';
import { brokenPacket, eventOfChance, EVENTS, type Sender } from './packet-of-chance.ts';
import { timesOf, type Times } from './percentiles.ts';

export interface PacketsReport {
  seed: number;
  packets: number;
  connections: number;
  /** How events were answered. */
  answers: Record<string, number>;
  /** What the process said of faults of its own. */
  faults: string[];
  /** Milliseconds of a page read meanwhile. */
  pages: Times;
  pagesBroken: number;
  /** A talk that went on meanwhile. */
  talkLost: boolean;
  ended: boolean;
}

/** After thirty a socket is closed. */
const EVENTS_OF_A_SOCKET = 28;
const BROKEN_OF_A_SOCKET = 12;
/** A session may have five, and one that is closed is so at the server a moment later. */
const AT_ONCE_EACH = 3;
const PAGES_EVERY_MS = 250;
const ANSWERED_WITHIN_MS = 5_000;

export const drill = (packets: number): Promise<PacketsReport> =>
  insidePortal((portal) => sendPackets(portal, packets));

async function sendPackets(portal: Portal, packets: number): Promise<PacketsReport> {
  const seed = randomInt(2 ** 31);
  const began = portal.pid();
  const bystanders = await talkNearby(portal);
  const over = new AbortController();
  const [sent, pages] = await Promise.all([
    sendAll(portal, packets, chanceOf(seed)).finally(() => over.abort()),
    readPages(portal, over.signal),
  ]);
  const talkLost = await bystanders.haveLost();
  const ended = portal.pid() !== began || !(await fetch(`${portal.url}/readyz`)).ok;
  return { seed, ...sent, ...pages, talkLost, ended, faults: faultsIn(portal.output()) };
}

async function talkNearby(portal: Portal) {
  const { logOf } = await import('../support/contacts.ts');
  const { signedInAt } = await import('../support/staff.ts');
  const { aTown } = await import('../support/towns.ts');
  const { code5, own } = await aTown();
  const desk = await DeskDevice.open(portal, await signedInAt(own));
  const person = await PersonDevice.press(portal, code5, '夜しか話せないです');
  await desk.takes(person.contactId);
  return {
    async haveLost(): Promise<boolean> {
      for (const device of [desk, person]) device.leave();
      return (await logOf(person.contactId)).includes('staff_lost');
    },
  };
}

async function readPages({ url }: Portal, over: AbortSignal) {
  const took: number[] = [];
  let pagesBroken = 0;
  for (; !over.aborted; await pause(PAGES_EVERY_MS)) {
    const from = performance.now();
    const { status } = await fetch(`${url}/sessions`);
    took.push(performance.now() - from);
    if (status >= 500) pagesBroken += 1;
  }
  return { pages: timesOf(took), pagesBroken };
}

/** By name, without the rows that an error may carry. */
const faultsIn = (output: string): string[] => [
  ...new Set(output.match(/unhandledRejection|uncaughtException|socket event failed/gu)),
];

async function senders(portal: Portal): Promise<Sender[]> {
  const [{ aCaller }, { aRoom }, { signedInAt }, { aTown }] = await Promise.all([
    import('../support/contacts.ts'),
    import('../support/rooms.ts'),
    import('../support/staff.ts'),
    import('../support/towns.ts'),
  ]);
  const room = await aRoom();
  const guest = await room.guest('ひだまり');
  const town = await aTown();
  const staff = await signedInAt(town.own);
  const caller = await aCaller(town);
  const known = [room.roomId, guest.memberId, caller.contactId, room.occurrenceId];
  const everybody: Omit<Sender, 'events'>[] = [
    { namespace: '/public', known },
    { namespace: '/participant', known, cookie: guest.cookie },
    { namespace: '/participant', known, cookie: caller.cookie },
    { namespace: '/staff', known, cookie: staff.cookie },
  ];
  return Promise.all(
    everybody.map(async (sender) => ({ ...sender, events: await answeredTo(portal, sender) })),
  );
}

type Sent = Pick<PacketsReport, 'packets' | 'connections' | 'answers'>;

async function sendAll(portal: Portal, packets: number, chance: () => number): Promise<Sent> {
  const sent: Sent = { packets: 0, connections: 0, answers: {} };
  const walk = async (sender: Sender) => {
    while (sent.packets < packets) {
      sent.packets += EVENTS_OF_A_SOCKET + BROKEN_OF_A_SOCKET;
      sent.connections += 1;
      for (const answer of await sendSome(portal, sender, chance))
        sent.answers[answer] = (sent.answers[answer] ?? 0) + 1;
    }
  };
  const walking = (await senders(portal)).flatMap((sender) =>
    Array.from({ length: AT_ONCE_EACH }, () => walk(sender)),
  );
  await Promise.all(walking);
  return sent;
}

/** One socket's packets, and how its events were answered. */
async function sendSome({ url }: Portal, sender: Sender, chance: () => number): Promise<string[]> {
  const socket = await RawSocket.open(url, sender);
  for (let id = 0; id < EVENTS_OF_A_SOCKET; id += 1) socket.send(eventOfChance(sender, id, chance));
  await socket.untilAnswered(EVENTS_OF_A_SOCKET, ANSWERED_WITHIN_MS);
  for (let id = 0; id < BROKEN_OF_A_SOCKET; id += 1) socket.send(brokenPacket(sender, id, chance));
  await socket.leave();
  return Array.from(
    { length: EVENTS_OF_A_SOCKET },
    (_, id) => socket.answers.get(id) ?? 'unanswered',
  );
}

/** Which of all events somebody there is answered to, if only that they were too many. */
async function answeredTo({ url }: Portal, entrance: Entrance): Promise<string[]> {
  const socket = await RawSocket.open(url, entrance);
  EVENTS.forEach((event, id) => socket.send(`42${entrance.namespace},${id}["${event}",{}]`));
  await socket.untilAnswered(EVENTS.length, ANSWERED_WITHIN_MS);
  await socket.leave();
  return EVENTS.filter((_event, id) => socket.answers.has(id));
}

/** What must be nought. */
export const failuresOf = (report: PacketsReport): number =>
  report.faults.length +
  (report.answers['failed'] ?? 0) +
  (report.answers['unanswered'] ?? 0) +
  report.pagesBroken +
  (report.talkLost ? 1 : 0) +
  (report.ended ? 1 : 0);
