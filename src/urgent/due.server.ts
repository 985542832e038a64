import { whoIsThereAt, withoutDesk } from '#duty/server';
import { days, later, seconds } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import { loseStaff } from './answering.server.ts';
import { isCalling } from './contact.ts';
import { forgetUsedPresses } from './press.server.ts';
import {
  callingThrough,
  lockContact,
  lockDueContact,
  putOffContact,
  talks,
} from './queries.server.ts';
import { lookForSomebody } from './urgent.server.ts';

/** Follows who is there and what has fallen due, for every open contact. */
export const contactsTask: DueTask = {
  name: 'contacts',
  everyMs: seconds(1),
  run: followContacts,
};

const MOST_AT_ONCE = 500;
let presentBefore = new Map<string, string>();

export async function followContacts(at: Date): Promise<void> {
  await findLostStaff(at);
  const changed = await windowsWithOtherPeople(at);
  for (const id of await callingThrough(db, changed)) await lookAt(id, at);
  for (let i = 0; i < MOST_AT_ONCE && (await lookAtNextDue(at)); i += 1);
  await forgetUsedPresses(at);
}

async function findLostStaff(at: Date): Promise<void> {
  const talking = await talks(db);
  const lost = new Set(await withoutDesk([...new Set(talking.map((talk) => talk.owner))], at));
  for (const talk of talking) if (lost.has(talk.owner)) await loseStaff(talk.id);
}

/** Whoever came, left or became free since this process last looked, told by window. */
async function windowsWithOtherPeople(at: Date): Promise<string[]> {
  const present = new Map(
    (await whoIsThereAt('all', at)).map((p) => [`${p.accountId} ${p.windowId}`, p.windowId]),
  );
  const changed = new Set<string>();
  for (const [key, windowId] of present) if (!presentBefore.has(key)) changed.add(windowId);
  for (const [key, windowId] of presentBefore) if (!present.has(key)) changed.add(windowId);
  presentBefore = present;
  return [...changed];
}

const lookAt = (id: string, at: Date): Promise<void> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockContact(trx, id);
    if (contact) await lookForSomebody({ trx, at, afterCommit }, contact);
  });

/** False when nothing more is due. */
const lookAtNextDue = (at: Date): Promise<boolean> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockDueContact(trx, at);
    if (!contact) return false;
    if (isCalling(contact.state)) await lookForSomebody({ trx, at, afterCommit }, contact);
    // Words past their day stay on the windows' desks, as late, and are looked at daily.
    else await putOffContact(trx, contact.id, later(at, days(1)));
    return true;
  });
