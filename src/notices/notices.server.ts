/** What has happened to somebody, written in the transaction in which it did; who that is stands sealed. */
import type { Pseudonym } from '#participants';
import { now } from '#platform/clock';
import type { Database } from '#platform/db';
import { openSeal, seal } from '#platform/secrets';
import { insertNotices } from './queries.server.ts';
import { noticesAreOffered } from './sending.server.ts';
import { dueOf, type Haste } from './when.ts';

export type Recipient =
  | { face: Pseudonym; /** Only where the person wished to hear of openings. */ openings: boolean }
  | { account: string };

/** The people behind these faces are told, at their devices, that there is something to read; several causes are one notice. */
export const noticeFor = (
  trx: Database,
  faces: Pseudonym[],
  haste: Haste,
  { openings = false } = {},
): Promise<void> =>
  write(
    trx,
    faces.map((face) => ({ face, openings })),
    haste,
  );

/** The same for staff. */
export const noticeForAccounts = (trx: Database, accounts: string[], haste: Haste): Promise<void> =>
  write(
    trx,
    accounts.map((account) => ({ account })),
    haste,
  );

async function write(trx: Database, recipients: Recipient[], haste: Haste): Promise<void> {
  if (recipients.length === 0 || !noticesAreOffered()) return;
  await insertNotices(
    trx,
    recipients.map((recipient) => ({
      sealed_recipient: seal('notice', JSON.stringify(recipient)),
      due_at: dueOf(now(), haste, Math.random()),
    })),
  );
}

/** Undefined where it was sealed with another SECRET: nobody can be told any more. */
export function recipientOf(sealed: Buffer): Recipient | undefined {
  try {
    return JSON.parse(openSeal('notice', sealed)) as Recipient; // Sealed by `write` alone.
  } catch {
    return undefined;
  }
}
