import type { Present } from '#duty';
import { whoIsThereAt, withoutDesk } from '#duty/server';
import { hours, minutes, now } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import { log } from '#platform/log';
import { loseStaff } from './desk/answering.server.ts';
import { callAtTheTime } from './callbacks/person-callbacks.server.ts';
import { deleteDoubtsLapsed } from './desk/genuine/doubt-queries.server.ts';
import { isCalling } from './contact.ts';
import { deleteOldLogs, eraseOldWords } from './erasing/forgetting.server.ts';
import { endTold } from './leaving.server.ts';
import { remindOfLetter } from './letters/answering-letters.server.ts';
import { followHandOver } from './passing-on/hand-over.server.ts';
import { handOversDue } from './passing-on/hand-over-queries.server.ts';
import { ringingWhereNobodyIs } from './offer-queries.server.ts';
import { forgetUsedPresses } from './press/press-queries.server.ts';
import {
  callingThrough,
  dueContacts,
  lockContact,
  lockDueContact,
  talks,
} from './contact-queries.server.ts';
import { lookForSomebody } from './urgent.server.ts';
import { LOOK_EVERY_MS, noteLook, noteStillLooking } from './watch.server.ts';

const MOST_AT_ONCE = 500;
let presentBefore: ReadonlySet<string> = new Set();

/** One look of the loop: lost staff, rings in vain, whoever came, and what has fallen due. */
export async function followContacts(at: Date): Promise<void> {
  await findLostStaff(at);
  const present = await whoIsThereAt('all', at);
  const ringInVain = await ringingWhereNobodyIs(db, present);
  const arrived = await callingThrough(db, newlyPeopled(present));
  const overdue = await handOversDue(db, at);
  for (const id of new Set([...ringInVain, ...arrived, ...overdue]))
    await each(() => lookAt(id, at));
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

/** Windows where somebody came or became free since this process last looked; a hint, for the due time heals it. */
function newlyPeopled(present: Present[]): string[] {
  const seen = new Map(present.map((p) => [`${p.accountId} ${p.windowId}`, p.windowId]));
  const windows = [...seen].filter(([key]) => !presentBefore.has(key)).map(([, id]) => id);
  presentBefore = new Set(seen.keys());
  return [...new Set(windows)];
}

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
      // Who pressed meanwhile found nobody: all who are there have come anew.
      else presentBefore = new Set();
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
  { name: 'old-words', everyMs: hours(1), purges: true, run: eraseOldWords },
  { name: 'old-contact-logs', everyMs: hours(1), purges: true, run: deleteOldLogs },
];
