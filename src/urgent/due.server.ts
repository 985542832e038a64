import type { Presence } from '#duty';
import { presenceAt } from '#duty/server';
import { hours, minutes, now } from '#platform/clock';
import { databaseAnswers, db, inTransaction } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import { log } from '#platform/log';
import { loseStaff, lostTalks } from './desk/lost-staff.server.ts';
import { callAtTheTime } from './callbacks/person-callbacks.server.ts';
import { deleteDoubtsLapsed } from './desk/genuine/doubt-queries.server.ts';
import { deleteWrapUpsLapsed } from './desk/wrap-up/wrap-up-queries.server.ts';
import { deleteOldLogs, eraseOldWords } from './erasing/forgetting.server.ts';
import { endTold } from './leaving.server.ts';
import { remindOfLetter } from './letters/answering-letters.server.ts';
import { leadOn } from './letters/leading-on.server.ts';
import { listStranded } from './letters/letter-queries.server.ts';
import { followHandOver } from './passing-on/changing-hands.server.ts';
import { handOversDue } from './passing-on/hand-over-queries.server.ts';
import { ringingWhereNobodyIs } from './offer-queries.server.ts';
import { forgetUsedPresses } from './press/press-queries.server.ts';
import { dueContacts, lockFreeContacts, nextInLine } from './contact-queries.server.ts';
import { lookForAll } from './urgent.server.ts';
import { RINGS_AT_ONE } from './policy.ts';
import { goneUnlessSeenAfter, LOOK_EVERY_MS, noteLook, noteStillLooking } from './watch.server.ts';

/** Of each kind: a desk that goes while thousands ring there keeps nobody else from being looked at in their time. */
const MOST_AT_ONCE = 500;
/** Held together for a moment. */
const LOOKED_AT_TOGETHER = 50;

/** One look of the loop: lost staff, rings in vain, whoever in line can be rung for, and what has fallen due. */
export async function followContacts(at: Date): Promise<void> {
  for (const id of await lostTalks(db, at)) await each(() => loseStaff(id));
  const { present } = await presenceAt('all', at);
  const ringInVain = await ringingWhereNobodyIs(db, present, MOST_AT_ONCE);
  const overdue = await handOversDue(db, at);
  await lookAt([...new Set([...ringInVain, ...overdue])], at);
  const seen = { at, seenAfter: goneUnlessSeenAfter(at) };
  await lookAt(await nextInLine(db, placesIn(present), seen), at);
  const due = await dueContacts(db, at, { most: MOST_AT_ONCE, behind: [...behind] });
  for (const id of due) behind.delete(id);
  for (const id of await lookAt(due, at, lookAtDue)) behind.add(id);
}

/** Of those due, who could not be looked at when this process last tried: however many they are, they keep nobody waiting. */
const behind = new Set<string>();

/** Several together; where that fails each by itself, so that one that cannot be looked at keeps no others waiting. Returns those. */
async function lookAt(ids: string[], at: Date, look = lookAtSome): Promise<string[]> {
  const failed: string[] = [];
  for (let n = 0; n < ids.length; n += LOOKED_AT_TOGETHER) {
    const some = ids.slice(n, n + LOOKED_AT_TOGETHER);
    if (await each(() => look(some, at))) continue;
    // Each of them would wait for the same silence.
    if (!(await databaseAnswers())) return failed;
    for (const id of some) if (!(await each(() => look([id], at)))) failed.push(id);
  }
  return failed;
}

/** False where it failed: that is tried again. */
async function each(look: () => Promise<void>): Promise<boolean> {
  try {
    await look();
    noteStillLooking(now());
    return true;
  } catch (error) {
    log.error({ err: error }, 'a contact could not be looked at; it is tried again');
    return false;
  }
}

/** Of a line each who is free takes no more than they can be rung for: work does not grow with its length. */
const placesIn = (present: Presence['present']) =>
  present
    .map((one) => ({ ...one, places: RINGS_AT_ONE - one.ringing }))
    .filter(({ places }) => places > 0);

const lookAtSome = (ids: string[], at: Date): Promise<void> =>
  inTransaction(async (trx, afterCommit) => {
    const move = { trx, at, afterCommit };
    const contacts = await lockFreeContacts(trx, ids);
    await lookForAll(move, contacts);
    for (const contact of contacts) await followHandOver(move, contact);
  });

const lookAtDue = (ids: string[], at: Date): Promise<void> =>
  inTransaction(async (trx, afterCommit) => {
    const move = { trx, at, afterCommit };
    const contacts = await lockFreeContacts(trx, ids, at);
    await lookForAll(move, contacts);
    for (const contact of contacts)
      if (contact.state === 'callback') await callAtTheTime(move, contact);
      else if (contact.state === 'message') await remindOfLetter(move, contact);
      else if (contact.state === 'answered') await endTold(move, contact);
  });

const leadSomeOn = (ids: string[], at: Date): Promise<void> =>
  inTransaction(async (trx, afterCommit) => {
    const contacts = await lockFreeContacts(trx, ids);
    for (const contact of contacts) await leadOn({ trx, at, afterCommit }, contact);
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
    name: 'stranded-letters',
    everyMs: minutes(1),
    run: async (at) => void (await lookAt(await listStranded(db), at, leadSomeOn)),
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
