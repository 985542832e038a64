/**
 * TRUST F5: all who are on duty go at once, by closing their desks or by dying. Whoever was rung for or talked reads at once
 * that nobody is there, with open lines and a way to leave words, and is looked at again soon.
 */
import { seconds } from '#platform/clock';
import { insidePortal } from '../support/inside-portal.ts';
import type { Portal } from '../support/portal.ts';
import type { Town } from '../support/towns.ts';
import { DeskDevice, PersonDevice, talkPage, until } from '../support/urgent-devices.ts';
import { underWatch } from './over-contacts.ts';
import { timesOf, type Times } from './percentiles.ts';

export interface NobodyReport {
  people: number;
  /** How many of all who were told had talked. */
  talked: number;
  /** Milliseconds until the page says so: since desks were closed, and since they died. */
  closed: Times;
  died: Times;
  /** Seconds until the engine looks again by itself, at the longest. */
  looksAgainIn: number;
  unattended: string[];
}

const FALLS_BACK_MS = seconds(5);
/** A desk that dies has this long to come back. */
const DEAD_FOR_SURE_MS = seconds(6);
const LOOKS_AGAIN_S = 120;
const TALKS_OF_A_DESK = 2;

/** Half of the people ring, half talk. */
export const drill = (people: number): Promise<NobodyReport> =>
  insidePortal((portal) => underWatch(portal, () => closeAndDie(portal, people)));

async function closeAndDie(
  portal: Portal,
  people: number,
): Promise<Omit<NobodyReport, 'unattended'>> {
  const closed = await allGo(
    portal,
    people,
    async (desk) => void (await desk.socket.emitWithAck('desk:close', {})),
  );
  const died = await allGo(portal, people, async (desk) => desk.leave());
  return {
    people,
    talked: closed.talked + died.talked,
    closed: timesOf(closed.times),
    died: timesOf(died.times),
    looksAgainIn: Math.max(closed.looksAgainIn, died.looksAgainIn),
  };
}

async function allGo(portal: Portal, people: number, go: (desk: DeskDevice) => Promise<void>) {
  const { contactRow } = await import('../support/contacts.ts');
  const { aTown } = await import('../support/towns.ts');
  const town = await aTown();
  const desks = await everybodyOnDuty(portal, town, Math.ceil(people / 2 / TALKS_OF_A_DESK));
  const waiting: PersonDevice[] = [];
  while (waiting.length < people) {
    const person = await PersonDevice.press(portal, town.code5, '夜しか話せないです');
    if (waiting.push(person) % 2 === 0) await answerAtOnce(desks, person);
  }
  const from = performance.now();
  const told = waiting.map(async (person) => {
    await until(async () => saysNobody(await talkPage(portal, person.cookie)), seconds(30));
    return performance.now() - from;
  });
  await Promise.all(desks.map(go));
  const times = await Promise.all(told);
  const rows = await Promise.all(waiting.map(({ contactId }) => contactRow(contactId)));
  for (const device of [...waiting, ...desks]) device.leave();
  const looks = rows.map(({ due_at }) => ((due_at?.getTime() ?? Infinity) - Date.now()) / 1_000);
  return {
    times,
    talked: rows.filter(({ answered_at }) => answered_at !== null).length,
    looksAgainIn: Math.round(Math.max(...looks)),
  };
}

async function answerAtOnce(desks: DeskDevice[], { contactId }: PersonDevice): Promise<void> {
  const { ringingFor } = await import('../support/contacts.ts');
  const rung = await ringingFor(contactId);
  await desks.find(({ accountId }) => rung.includes(accountId))?.takes(contactId);
}

/** Two at each window of the route, but for their own: as many as half of the people need. */
async function everybodyOnDuty(portal: Portal, town: Town, own: number): Promise<DeskDevice[]> {
  const { signedInAt } = await import('../support/staff.ts');
  const others = [town.nearby, town.nearby, town.centre, town.centre];
  const desks: DeskDevice[] = [];
  for (const windowId of [...Array.from({ length: own }, () => town.own), ...others])
    desks.push(await DeskDevice.open(portal, await signedInAt(windowId)));
  return desks;
}

/** To whoever was rung for, or talked. */
const NOBODY_THERE = /いま、人のいる窓口がありません|いま出られる人がいません/;

const saysNobody = (page: string): boolean =>
  NOBODY_THERE.test(page) && ['href="tel:', '?/leaveWords'].every((part) => page.includes(part));

/** What must be nought. */
export const failuresOf = (
  { people, talked, closed, died, looksAgainIn, unattended }: NobodyReport,
  withinMs = FALLS_BACK_MS,
): number =>
  // Half of them, both times.
  (talked < people ? 1 : 0) +
  (closed.max > withinMs ? 1 : 0) +
  (died.max > DEAD_FOR_SURE_MS + withinMs ? 1 : 0) +
  (looksAgainIn > LOOKS_AGAIN_S ? 1 : 0) +
  unattended.length;
