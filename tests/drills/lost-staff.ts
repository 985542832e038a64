/**
 * TRUST F4: a desk dies in the middle of a talk, in each way in which desks die. The person is told and rung for elsewhere
 * in time, and never are there two who have the talk, also not when the dead one wakes.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { SignedIn } from '#accounts/server';
import { insidePortal } from '../support/inside-portal.ts';
import type { Portal } from '../support/portal.ts';
import type { Town } from '../support/towns.ts';
import { actAtDesk, DeskDevice, PersonDevice, talkPage, until } from '../support/urgent-devices.ts';
import { headerOf, WAYS, type Way } from './dying-desks.ts';
import { underWatch } from './over-contacts.ts';
import { timesOf, type Times } from './percentiles.ts';

export interface StaffReport {
  rounds: number;
  /** Milliseconds from the death of a desk. */
  ways: Partial<Record<Way, { told: Times; rungElsewhere: Times }>>;
  twoOwners: number;
  unattended: string[];
}

const TOGETHER = 10;
/** As long as a desk is asked whether it is there: it dies at any moment between. */
const WITHIN_A_TALK_MS = 5_000;
const TOLD_WITHIN_MS = 20_000;
const RUNG_WITHIN_MS = 30_000;
/** Of a socket that closes, for nineteen in twenty. */
const TOLD_SOON_MS = 10_000;

/** Each round is a talk of its own; ways are tried beside each other. */
export const drill = (rounds: number, ways = [...WAYS.keys()]): Promise<StaffReport> =>
  insidePortal((portal) => underWatch(portal, () => dieInRounds(portal, rounds, ways)));

async function dieInRounds(
  portal: Portal,
  rounds: number,
  ways: Way[],
): Promise<Omit<StaffReport, 'unattended'>> {
  const deaths = new Map(ways.map((way): [Way, Death[]] => [way, []]));
  const towns = await townsFor(ways.length * Math.min(rounds, TOGETHER));
  for (let done = 0; done < rounds; done += TOGETHER) {
    const left = [...towns];
    const together = Math.min(TOGETHER, rounds - done);
    await Promise.all(
      [...deaths].map(async ([way, all]) =>
        all.push(...(await dieTogether(portal, left.splice(0, together), way))),
      ),
    );
  }
  return {
    rounds,
    ways: Object.fromEntries([...deaths].map(([way, all]) => [way, figuresOf(all)])),
    twoOwners: [...deaths.values()].flat().filter(({ twoOwners }) => twoOwners).length,
  };
}

interface Death {
  toldMs: number;
  rungMs: number;
  twoOwners: boolean;
}

async function townsFor(many: number): Promise<Town[]> {
  const { aTown } = await import('../support/towns.ts');
  const towns: Town[] = [];
  while (towns.length < many) towns.push(await aTown());
  return towns;
}

async function dieTogether(portal: Portal, towns: Town[], way: Way): Promise<Death[]> {
  const { haveDesks, signedInAt } = await import('../support/staff.ts');
  const staff: SignedIn[] = [];
  const elsewhere: DeskDevice[] = [];
  // By turns: so many passwords at once are refused.
  for (const { own, nearby } of towns) {
    staff.push(await signedInAt(own));
    elsewhere.push(await DeskDevice.open(portal, await signedInAt(nearby)));
  }
  const doomed = await WAYS.get(way)?.(portal, staff);
  if (!doomed) throw new Error(`no way to die "${way}"`);
  await until(() => haveDesks(staff), 60_000);
  const talks = await Promise.all(
    towns.map(async ({ code5 }, n) => {
      const person = await PersonDevice.press(portal, code5, '夜しか話せないです');
      const own = staff[n];
      const next = elsewhere[n];
      if (!own || !next) throw new Error('nobody is there');
      const answered = await actAtDesk(portal, headerOf(own), 'answer', person.contactId);
      if (answered.status !== 303) throw new Error(`the answer was ${answered.status}`);
      return { portal, person, own, next };
    }),
  );
  await pause(Math.random() * WITHIN_A_TALK_MS);
  const from = performance.now();
  const times = talks.map((talk) => timesAfter(talk, from));
  await doomed.die();
  const deaths = await Promise.all(times);
  await Promise.all(talks.map(({ next, person }) => next.takes(person.contactId)));
  await doomed.wakes();
  const owners = await Promise.all(talks.map(hasTwoOwners));
  for (const { person, next } of talks) {
    await actAtDesk(portal, next.cookie, 'end', person.contactId);
    person.leave();
    next.leave();
  }
  await doomed.clear();
  return deaths.map((death, n) => ({ ...death, twoOwners: owners[n] ?? true }));
}

interface Talk {
  portal: Portal;
  person: PersonDevice;
  own: SignedIn;
  next: DeskDevice;
}

/** By what the person reads and the other desk hears; never is `Infinity`. */
async function timesAfter({ portal, person, next }: Talk, from: number) {
  const { ringingFor } = await import('../support/contacts.ts');
  const [toldMs, rungMs] = await Promise.all([
    heard(person.socket, 'contact:changed', async () =>
      (await talkPage(portal, person.cookie)).includes('接続が切れました'),
    ),
    heard(next.socket, 'desk:changed', async () =>
      (await ringingFor(person.contactId)).includes(next.accountId),
    ),
  ]);
  return { toldMs: toldMs - from, rungMs: rungMs - from };
}

/** When the hint came after which something is so. */
function heard(
  socket: PersonDevice['socket'],
  event: string,
  isSo: () => Promise<boolean>,
): Promise<number> {
  return new Promise((resolve) => {
    const look = async () => {
      const at = performance.now();
      if (await isSo()) resolve(at);
    };
    socket.on(event, () => void look());
    setTimeout(() => resolve(Infinity), RUNG_WITHIN_MS + 1_000).unref();
  });
}

/** Awake again, the dead one has no talk, and cannot take back what is another's. */
async function hasTwoOwners({ portal, person, own, next }: Talk): Promise<boolean> {
  const { contactRow } = await import('../support/contacts.ts');
  const answered = await actAtDesk(portal, headerOf(own), 'answer', person.contactId);
  const { owner_account_id: owner } = await contactRow(person.contactId);
  return answered.status === 303 || owner !== next.accountId;
}

const figuresOf = (deaths: Death[]) => ({
  told: timesOf(deaths.map(({ toldMs }) => toldMs)),
  rungElsewhere: timesOf(deaths.map(({ rungMs }) => rungMs)),
});

/** What must be nought. */
export function failuresOf({ ways, twoOwners, unattended }: StaffReport): number {
  const late = Object.values(ways).filter(
    ({ told, rungElsewhere }) => told.max > TOLD_WITHIN_MS || rungElsewhere.max > RUNG_WITHIN_MS,
  );
  const slow = (ways['socket closed']?.told.p95 ?? 0) > TOLD_SOON_MS ? 1 : 0;
  return late.length + slow + twoOwners + unattended.length;
}
