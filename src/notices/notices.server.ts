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
    faces.map((face) => ({ recipient: { face, openings }, haste })),
  );

/** The same for staff, each in their own time. */
export const noticeForAccounts = (
  trx: Database,
  told: { account: string; haste: Haste }[],
): Promise<void> =>
  write(
    trx,
    told.map(({ account, haste }) => ({ recipient: { account }, haste })),
  );

async function write(trx: Database, told: { recipient: Recipient; haste: Haste }[]): Promise<void> {
  if (told.length === 0 || !noticesAreOffered()) return;
  await insertNotices(
    trx,
    told.map(({ recipient, haste }) => ({
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
