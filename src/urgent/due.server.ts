import type { Present } from '#duty';
import { whoIsThereAt, withoutDesk } from '#duty/server';
import { days, later, seconds } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import { loseStaff } from './answering.server.ts';
import { isCalling } from './contact.ts';
import { ringingWhereNobodyIs } from './offer-queries.server.ts';
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
  wokenWith: 'presence',
  everyMs: seconds(1),
  run: followContacts,
};

const MOST_AT_ONCE = 500;
let presentBefore: ReadonlySet<string> = new Set();

/** One look of the loop: lost staff, rings in vain, whoever came, and what has fallen due. */
export async function followContacts(at: Date): Promise<void> {
  await findLostStaff(at);
  const present = await whoIsThereAt('all', at);
  const ringInVain = await ringingWhereNobodyIs(db, present);
  const arrived = await callingThrough(db, newlyPeopled(present));
  for (const id of new Set([...ringInVain, ...arrived])) await lookAt(id, at);
  for (let i = 0; i < MOST_AT_ONCE && (await lookAtNextDue(at)); i += 1);
  await forgetUsedPresses(at);
}

async function findLostStaff(at: Date): Promise<void> {
  const talking = await talks(db);
  const lost = new Set(await withoutDesk([...new Set(talking.map((talk) => talk.owner))], at));
  for (const talk of talking) if (lost.has(talk.owner)) await loseStaff(talk.id);
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
