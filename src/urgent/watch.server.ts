/** Since when this process has looked at contacts without a gap: while nobody looked, nobody could be seen. */
import { later, minutes, seconds } from '#platform/clock';
import { db } from '#platform/db';
import { pullBackCalling } from './contact-queries.server.ts';
import { GONE_AFTER_MS } from './policy.ts';

export const LOOK_EVERY_MS = seconds(1);
/** Longer than a busy second, shorter than anybody's patience. */
const GAP_MS = seconds(5);
const LONGEST_STAGE_MS = minutes(1);

let since: Date | undefined;
let lookedAt: Date | undefined;

/**
 * After a standstill, a restart or a step of the clock everybody has their whole time to come back. False right after a
 * standstill or a step: leases are made up for it first, or a desk would be missed that nobody could ask.
 */
export async function noteLook(at: Date): Promise<boolean> {
  const before = lookedAt;
  lookedAt = at;
  const stoodStill = before && (at < before || at > later(before, LOOK_EVERY_MS + GAP_MS));
  if (!before || stoodStill) since = at;
  if (before && at < before)
    await pullBackCalling(db, { at, stageDueAt: later(at, LONGEST_STAGE_MS) });
  return !stoodStill;
}

/** A look at very many contacts takes long: that is no standstill, or whoever went would never be found gone. */
export function noteStillLooking(at: Date): void {
  if (lookedAt && at > lookedAt && at <= later(lookedAt, LOOK_EVERY_MS + GAP_MS)) lookedAt = at;
}

/** Whoever was not seen since then is gone from the page; nobody is whom nobody could see. */
export function goneUnlessSeenAfter(at: Date): Date {
  const seenAfter = later(at, -GONE_AFTER_MS);
  return lastSeen(seenAfter) > seenAfter ? new Date(0) : seenAfter;
}

/** When a person was last on the page, as far as anybody could tell. */
export const lastSeen = (seenAt: Date): Date => (since && since > seenAt ? since : seenAt);
