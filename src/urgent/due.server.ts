import type { Roster } from '#duty';
import { rosterAt, withoutDesk } from '#duty/server';
import { hours, minutes, now } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import { log } from '#platform/log';
import { loseStaff } from './desk/answering.server.ts';
import { callAtTheTime } from './callbacks/person-callbacks.server.ts';
import { deleteDoubtsLapsed } from './desk/genuine/doubt-queries.server.ts';
import { deleteWrapUpsLapsed } from './desk/wrap-up/wrap-up-queries.server.ts';
import { isCalling } from './contact.ts';
import { deleteOldLogs, eraseOldWords } from './erasing/forgetting.server.ts';
import { endTold } from './leaving.server.ts';
import { remindOfLetter } from './letters/answering-letters.server.ts';
import { followHandOver } from './passing-on/hand-over.server.ts';
import { handOversDue } from './passing-on/hand-over-queries.server.ts';
import { ringingWhereNobodyIs } from './offer-queries.server.ts';
import { forgetUsedPresses } from './press/press-queries.server.ts';
import {
  dueContacts,
  lockContact,
  lockDueContact,
  nextInLine,
  talks,
} from './contact-queries.server.ts';
import { lookForSomebody } from './urgent.server.ts';
import { RINGS_AT_ONE } from './policy.ts';
import { goneUnlessSeenAfter, LOOK_EVERY_MS, noteLook, noteStillLooking } from './watch.server.ts';

const MOST_AT_ONCE = 500;

/** One look of the loop: lost staff, rings in vain, whoever in line can be rung for, and what has fallen due. */
export async function followContacts(at: Date): Promise<void> {
  await findLostStaff(at);
  const { present } = await rosterAt('all', at);
  const ringInVain = await ringingWhereNobodyIs(db, present);
  const overdue = await handOversDue(db, at);
  for (const id of new Set([...ringInVain, ...overdue])) await each(() => lookAt(id, at));
  const seen = { at, seenAfter: goneUnlessSeenAfter(at) };
  for (const id of await nextInLine(db, placesIn(present), seen)) await each(() => lookAt(id, at));
  for (const id of await dueContacts(db, at, MOST_AT_ONCE)) await each(() => lookAtDue(id, at));
}

async function findLostStaff(at: Date): Promise<void> {
  const talking = await talks(db);
  const lost = new Set(await withoutDesk([...new Set(talking.map((talk) => talk.owner))], at));
  for (const talk of talking) if (lost.has(talk.owner)) await each(() => loseStaff(talk.id));
}

/** One contact that cannot be looked at must not keep the others waiting. */
async function each(look: () => Promise<void>): Promise<void> {
  try {
    await look();
    noteStillLooking(now());
  } catch (error) {
    log.error({ err: error }, 'a contact could not be looked at; it is tried again');
  }
}

/** Of a line each who is free takes no more than they can be rung for: work does not grow with its length. */
const placesIn = (present: Roster['present']) =>
  present
    .map((one) => ({ ...one, places: RINGS_AT_ONE - one.ringing }))
    .filter(({ places }) => places > 0);

const lookAt = (id: string, at: Date): Promise<void> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockContact(trx, id);
    if (!contact) return;
    const move = { trx, at, afterCommit };
    await lookForSomebody(move, contact);
    await followHandOver(move, contact);
  });

const lookAtDue = (id: string, at: Date): Promise<void> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockDueContact(trx, id, at);
    if (!contact) return;
    const move = { trx, at, afterCommit };
    if (isCalling(contact.state)) await lookForSomebody(move, contact);
    else if (contact.state === 'callback') await callAtTheTime(move, contact);
    else if (contact.state === 'message') await remindOfLetter(move, contact);
    else await endTold(move, contact);
  });

export const urgentTasks: DueTask[] = [
  /** Follows who is there and what has fallen due, for every open contact. */
  {
    name: 'contacts',
    wokenWith: 'presence',
    everyMs: LOOK_EVERY_MS,
    run: async (at) => {
      if (await noteLook(at)) await followContacts(at);
    },
  },
  {
    name: 'used-presses',
    everyMs: minutes(1),
    purges: true,
    run: async (at) => void (await forgetUsedPresses(at)),
  },
  {
    name: 'doubts',
    everyMs: minutes(10),
    purges: true,
    run: (at) => deleteDoubtsLapsed(db, at),
  },
  {
    name: 'wrap-ups',
    everyMs: hours(1),
    purges: true,
    run: (at) => deleteWrapUpsLapsed(db, at),
  },
  { name: 'old-words', everyMs: hours(1), purges: true, run: eraseOldWords },
  { name: 'old-contact-logs', everyMs: hours(1), purges: true, run: deleteOldLogs },
];
