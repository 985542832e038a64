/** What goes of a contact, when: its words and its face first, who was rung later; the count stays. */
import type { Face } from '#participants';
import type { Holding } from '#participants/server';
import { days, later, now } from '#platform/clock';
import { db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { log } from '#platform/log';
import type { IsBuried } from '#platform/tombstones';
import { CONTACT_TEXTS_KEPT_DAYS } from '#rooms';
import { isOver, type ContactId } from '../contact.ts';
import { lockContact } from '../contact-queries.server.ts';
import { deleteRecordOf } from '../desk/record/record-queries.server.ts';
import { eraseWords } from './erasing.server.ts';
import {
  coarsenEndedBefore,
  deleteLogsEndedBefore,
  listContactsOf,
  listTold,
  listToldEndedBefore,
  listUnansweredSince,
} from './forgetting-queries.server.ts';
import { leaveBehind } from '../leaving.server.ts';
import { CONTACT_LOG_KEPT_DAYS, UNANSWERED_WORDS_KEPT_DAYS } from '../promises.ts';

/** Open contacts end as by 「やめる」; of those that are over nothing is left either but the count. */
export const contactsHeld: Holding = {
  async forget(trx, faces: Face[], afterCommit) {
    const own = faces.map(({ pseudonym }) => pseudonym);
    for (const id of await listContactsOf(trx, own)) await forgetContact(trx, id, afterCommit);
  },
};

/** What staff noted of it goes as well: who erases everything leaves nothing but the count. */
async function forgetContact(
  trx: Database,
  id: ContactId,
  afterCommit: AfterCommit,
): Promise<void> {
  await eraseContact(trx, id, afterCommit);
  await deleteRecordOf(trx, id);
}

/** Erases a contact whatever its state; nothing happens to one that is erased. */
async function eraseContact(trx: Database, id: ContactId, afterCommit: AfterCommit): Promise<void> {
  const contact = await lockContact(trx, id);
  if (!contact) return;
  if (isOver(contact.state)) await eraseWords(trx, contact, afterCommit);
  else await leaveBehind({ trx, at: now(), afterCommit }, contact);
}

/** After a restore: what was stopped and erased since the backup is erased again. */
export async function eraseBuriedContacts(isBuried: IsBuried): Promise<void> {
  for (const id of await listTold(db))
    if (isBuried('contact', id)) await erasedSafely(id, forgetContact);
}

/** After the talk's end when its room goes; words that wait for nobody any more as by 「やめる」. */
export async function eraseOldWords(at: Date): Promise<void> {
  const ended = later(at, -days(CONTACT_TEXTS_KEPT_DAYS));
  await eachOf(() => listToldEndedBefore(db, ended, MOST_AT_ONCE));
  const unanswered = later(at, -days(UNANSWERED_WORDS_KEPT_DAYS));
  await eachOf(() => listUnansweredSince(db, unanswered, MOST_AT_ONCE));
}

const MOST_AT_ONCE = 500;

/** Until none is listed, or none of those listed could be erased. */
async function eachOf(list: () => Promise<ContactId[]>): Promise<void> {
  let erased = 1;
  while (erased > 0) {
    erased = 0;
    for (const id of await list()) if (await erasedSafely(id)) erased += 1;
  }
}

const erasedSafely = (id: ContactId, erase = eraseContact): Promise<boolean> =>
  inTransaction((trx, afterCommit) => erase(trx, id, afterCommit)).then(
    () => true,
    (error: unknown) => {
      log.error({ err: error }, 'a contact could not be erased; it is tried again');
      return false;
    },
  );

/** The log goes, and with it the hour: of what is counted only the month stays, and how long it took. */
export async function deleteOldLogs(at: Date): Promise<void> {
  const ended = later(at, -days(CONTACT_LOG_KEPT_DAYS));
  await deleteLogsEndedBefore(db, ended);
  await coarsenEndedBefore(db, ended);
}
