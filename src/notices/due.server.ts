/** Notices on their way: to the devices of who is meant, and from there out. */
import { participantBehind } from '#participants/server';
import { days, hours, later, minutes } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import { openSeal } from '#platform/secrets';
import { localDate } from '#platform/tokyo';
import type { Device } from './input.ts';
import { recipientOf, type Recipient } from './notices.server.ts';
import { DEVICE_SILENT_DAYS } from './promises.ts';
import {
  deleteDevice,
  deleteSilent,
  endSending,
  makeDue,
  sendLater,
  takeDue,
  takeNotices,
  type Owner,
  type Sending,
} from './queries.server.ts';
import { noticesAreOffered, send } from './sending.server.ts';
import { MOST_TRIES, retryAfter } from './when.ts';

/** At once under way in one process; the next are taken when these are done. */
const AT_ONCE = 10;
/** Longer than a push service is given: whoever takes a device again after that meets nobody. */
const HELD_FOR = minutes(1);

export const noticeTasks: DueTask[] = [
  { name: 'notices', run: hand },
  { name: 'pushes', run: sendDue },
  {
    name: 'silent-devices',
    everyMs: hours(1),
    purges: true,
    run: (at) => deleteSilent(db, localDate(later(at, -days(DEVICE_SILENT_DAYS)))),
  },
];

/** Makes the devices of who is meant due; only here is it asked who that is. */
async function hand(): Promise<void> {
  if (!noticesAreOffered()) return;
  const taken = await inTransaction(async (trx) => {
    const notices = await takeNotices(trx, AT_ONCE);
    for (const { sealed_recipient, due_at } of notices) {
      const recipient = recipientOf(sealed_recipient);
      const owner = recipient && (await ownerOf(recipient, trx));
      const openings = recipient !== undefined && 'face' in recipient && recipient.openings;
      if (owner) await makeDue(trx, owner, due_at, openings);
    }
    return notices.length;
  });
  if (taken === AT_ONCE) await hand();
}

async function ownerOf(recipient: Recipient, trx: Database): Promise<Owner | undefined> {
  if ('account' in recipient) return { account_id: recipient.account };
  const participant_id = await participantBehind(recipient.face, trx);
  return participant_id && { participant_id };
}

async function sendDue(at: Date): Promise<void> {
  if (!noticesAreOffered()) return;
  const taken = await takeDue(db, at, { most: AT_ONCE, againAt: later(at, HELD_FOR) });
  await Promise.all(taken.map((sending) => sendOne(sending, at)));
  if (taken.length === AT_ONCE) await sendDue(at);
}

async function sendOne(sending: Sending, at: Date): Promise<void> {
  const device = deviceIn(sending);
  const outcome = device ? await send(device) : 'gone';
  if (outcome === 'gone') return deleteDevice(db, sending.id);
  if (outcome === 'sent' || sending.tries >= MOST_TRIES) return endSending(db, sending);
  await sendLater(db, sending, later(at, retryAfter(sending.tries)));
}

/** Undefined where it was sealed with another SECRET. */
function deviceIn({ sealed_device }: Sending): Device | undefined {
  try {
    return JSON.parse(openSeal('push-device', sealed_device)) as Device; // Sealed by `tellHere` alone.
  } catch {
    return undefined;
  }
}
