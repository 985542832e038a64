/**
 * Who said "every time" is there first: whoever holds a date's row, for whatever act, seats them before anything else in
 * the same transaction. So nobody can come between the moment a date opens and them; the clock only looks so that it
 * also happens where no visitor comes.
 */
import { randomUUID } from 'node:crypto';
import { announceSeats, lockForSignUp, type HeldOccurrence } from '#schedule/server';
import { barredFaces } from '#participants/server';
import { bannedAmong } from '#rooms/server';
import { now } from '#platform/clock';
import { db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { eachAlone } from '#platform/jobs';
import { facesTalkedWith } from '../first-talk/first-talk-queries.server.ts';
import { deleteEveryDate } from '../forgetting-queries.server.ts';
import { noPlaceFor, seat, waysOf } from '../places.ts';
import { insertBooked } from '../queries.server.ts';
import {
  listStandingDue,
  listStoodFor,
  type StandingDue,
  type StoodFor,
} from './standing-queries.server.ts';

/** Dates held as `lockForSignUp` holds them, with the counters as they are once everybody who stands for them is seated. */
export async function lockSeated(
  trx: Database,
  ids: string[],
  afterCommit: AfterCommit,
): Promise<Map<string, HeldOccurrence>> {
  const held = await lockForSignUp(trx, ids);
  const open = [...held.values()].filter(takesSomebody).map(({ id }) => id);
  const due = open.length > 0 ? await listStandingDue(trx, open) : [];
  if (due.length > 0) await seatDue(trx, held, due, afterCommit);
  return held;
}

const takesSomebody = ({ allDates, signUpAfterTalk }: HeldOccurrence): boolean =>
  !allDates && (signUpAfterTalk === 'open' || signUpAfterTalk === 'full');

interface Due extends StandingDue, StoodFor {
  occurrence: HeldOccurrence;
}

async function seatDue(
  trx: Database,
  held: Map<string, HeldOccurrence>,
  due: StandingDue[],
  afterCommit: AfterCommit,
): Promise<void> {
  const seated = await whoMaySit(trx, atTheirDates(held, due));
  if (seated.length === 0) return;
  const occurrences = [...new Set(seated.map(({ occurrence }) => occurrence))];
  const signups = seated.flatMap((one) =>
    noPlaceFor(one.occurrence, one.partySize, now()) ? [] : [rowOf(one)],
  );
  if (signups.length === 0) return;
  await insertBooked(trx, { occurrences, signups, forms: [] });
  for (const occurrence of occurrences) afterCommit(() => announceSeats(occurrence));
}

const atTheirDates = (held: Map<string, HeldOccurrence>, due: StandingDue[]): Due[] =>
  due.flatMap((one) => {
    const occurrence = held.get(one.occurrenceId);
    if (!occurrence) return [];
    const { capacity, signUp } = occurrence;
    return [{ ...one, occurrence, capacity, asks: signUp === 'ask' }];
  });

async function whoMaySit<S extends StoodFor>(trx: Database, due: S[]): Promise<S[]> {
  if (due.length === 0) return [];
  const faces = due.filter(({ asks }) => asks).map(({ pseudonym }) => pseudonym);
  const talked = faces.length > 0 ? await facesTalkedWith(faces, trx) : new Set();
  const standing = due.map(({ pseudonym }) => pseudonym);
  const banned = await bannedAmong(trx, standing);
  const barred = await barredFaces(trx, standing);
  // Until then they are asked for at every look: whom the operator keeps out comes every time no more.
  if (barred.size > 0) await deleteEveryDate(trx, [...barred]);
  return due.filter(
    ({ pseudonym, partySize, capacity, asks }) =>
      !banned.has(pseudonym) &&
      !barred.has(pseudonym) &&
      (!asks || talked.has(pseudonym)) &&
      (capacity === null || partySize <= capacity),
  );
}

/** In another form than when they said so, a date has its own usual way. */
function rowOf({ occurrence, pseudonym, nickname, partySize, way, message }: Due) {
  const ways = waysOf(occurrence);
  const { state, queueNo } = seat(occurrence, partySize);
  return {
    id: randomUUID(),
    occurrence_id: occurrence.id,
    pseudonym,
    nickname,
    party_size: partySize,
    way: ways.includes(way) ? way : (ways[0] ?? way),
    message,
    state,
    queue_no: queueNo,
    seen_sequence: occurrence.sequence,
    created_at: now(),
  };
}

/** Wherever a date has opened since; each in its own transaction. */
export async function seatWhereOpened(at: Date): Promise<void> {
  const due = await whoMaySit(db, await listStoodFor(at));
  const dates = new Set(due.map(({ occurrenceId }) => occurrenceId));
  await eachAlone([...dates], 'a date that opened', (id) =>
    inTransaction((trx, afterCommit) => lockSeated(trx, [id], afterCommit)),
  );
}
