/**
 * Whether a change has reached the people it is for, whom nobody can write to. It counts as read when their own receipt or
 * list was opened, or the room entered: never by a page that only reads itself again, nor by anybody else's eyes.
 */
import type { AccountViewer } from '#accounts';
import type { ParticipantViewer } from '#participants';
import { pseudonymsOf } from '#participants/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { dayAhead, type DayAhead } from '../receipt/day-ahead.ts';
import type { Receipt } from '../index.ts';
import { mayReadSignups } from '../privacy.ts';
import { mySignups, receiptOf } from '../receipt/receipts.server.ts';
import { countUnread, listPlans, markSeen } from './seen-queries.server.ts';

/** As `receiptOf`, for a page that the person opened: what it tells is read from now on. */
export async function readReceipt(
  viewer: ParticipantViewer,
  signupId: string,
): Promise<Receipt | undefined> {
  const receipt = await receiptOf(viewer, signupId);
  if (receipt) await noteRead([receipt]);
  return receipt;
}

/** As `mySignups`, likewise. */
export async function readMySignups(
  viewer: ParticipantViewer,
): Promise<{ coming: Receipt[]; past: Receipt[] }> {
  const all = await mySignups(viewer);
  await noteRead([...all.coming, ...all.past]);
  return all;
}

async function noteRead(receipts: Receipt[]): Promise<void> {
  const unread = receipts.filter(({ news }) => news !== null);
  if (unread.length > 0) await markSeen(db, unread);
}

/** What the viewer must not miss today, for any page they open; null for nothing. */
export async function dayAheadOf(viewer: ParticipantViewer): Promise<DayAhead | null> {
  const faces = (await pseudonymsOf(viewer)).map(({ pseudonym }) => pseudonym);
  if (faces.length === 0) return null;
  const at = now();
  return dayAhead(await listPlans(db, faces, at), at);
}

/** How many of a date's people have not read yet what it has become. */
export interface Unread {
  people: number;
  unread: number;
}

/** By date, of those whose sign-ups the viewer may read; the others, and those that nobody holds, are left out. */
export async function unreadAt(
  viewer: AccountViewer,
  occurrenceIds: string[],
): Promise<Map<string, Unread>> {
  const found = await countUnread(db, occurrenceIds);
  return new Map(
    found
      .filter((one) => mayReadSignups(viewer, one))
      .map(({ occurrenceId, people, unread }) => [occurrenceId, { people, unread }]),
  );
}
