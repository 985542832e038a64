/** One sign-up for several dates: for each that opens, until the person stops; or for all that belong together. */
import { randomUUID } from 'node:crypto';
import { announceSeats, listComingBeside, listComingDates } from '#schedule/server';
import type { ParticipantViewer } from '#participants';
import { pseudonymsOf } from '#participants/server';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import { isId } from '#platform/id';
import {
  entryOf,
  isEntry,
  keysOf,
  refusalOf,
  standingOf,
  talkedAmong,
  write,
  type Booked,
  type Booking,
  type Entry,
  type Seated,
} from '../booking.server.ts';
import { giveUp, promoteWaiting } from '../change.server.ts';
import type { SignupId } from '../index.ts';
import { DATES_HELD_AHEAD, seat, seatTogether } from '../places.ts';
import { keptOutAmong } from '../kept-out/kept-out.server.ts';
import { listLiveOf } from '../queries.server.ts';
import {
  deleteStanding,
  insertStanding,
  listDatesKnownTo,
  listStandingsOf,
} from './standing-queries.server.ts';
import { lockSeated } from './standing.server.ts';

/** Places at the date that was asked at, whose receipt it is, and at the others that take somebody now. */
export const bookSeries = (booking: Booking): Promise<Booked> =>
  inTransaction(async (trx, afterCommit) => {
    const entries = await entriesAt(trx, booking, afterCommit);
    const own = entries.find(({ occurrence }) => occurrence.id === booking.occurrenceId);
    if (!own) return 'not_found';
    const standing = await standingOf(trx, [own]);
    const [here, sent] = keysOf(own).map((key) => standing.get(key));
    const keptOut = (await keptOutAmong(trx, [own])).get(own.face);
    const talked = own.byPhone?.talked === true || (await talkedAmong(trx, entries)).has(own.face);
    const settled = sent ?? keptOut ?? (here ? undefined : refusalOf(own, talked));
    if (settled) return settled;
    const joined = await joining(trx, entries, { own, isHere: here !== undefined, talked });
    if ('problems' in joined) return joined;
    const seated = seatAt(joined);
    if (seated.length > 0) await write(trx, seated, seated.filter(isAt(own)));
    if (booking.every && !own.occurrence.allDates) await insertStanding(trx, standingRow(own));
    for (const { occurrence } of seated) afterCommit(() => announceSeats(occurrence));
    const receipt = seated.find(isAt(own))?.receipt;
    return receipt ? { receipt, participantId: own.person.participantId } : (here ?? 'not_found');
  });

/** One for each date that the person would hold, all of them locked. */
async function entriesAt(
  trx: Database,
  booking: Booking,
  afterCommit: AfterCommit,
): Promise<Entry[]> {
  const together = await listComingBeside(trx, [booking.occurrenceId], { together: true });
  // A date on which they waited may have passed since: who waited comes before who comes now.
  if (together.length > 0) await promoteWaiting(trx, together, afterCommit);
  const coming = await listComingBeside(trx, [booking.occurrenceId], { together: false });
  const ids = together.length > 0 ? coming : coming.slice(0, DATES_HELD_AHEAD);
  const held = await lockSeated(trx, [...new Set([...ids, booking.occurrenceId])], afterCommit);
  return [...held.values()]
    .map((occurrence) => entryOf({ ...booking, occurrenceId: occurrence.id }, occurrence))
    .filter(isEntry);
}

interface Asked {
  own: Entry;
  isHere: boolean;
  talked: boolean;
}

/** Dates that belong together are joined whole, opened or not; of others those that take somebody, and that the person never gave up. */
async function joining(trx: Database, entries: Entry[], { own, isHere, talked }: Asked) {
  const ids = entries.map(({ occurrence }) => occurrence.id);
  const together = own.occurrence.allDates;
  const left = together
    ? new Set((await listLiveOf(trx, [own.face], ids)).map(({ occurrenceId }) => occurrenceId))
    : await listDatesKnownTo(trx, own.face, ids);
  const wanted = entries
    .filter((entry) => (entry === own ? !isHere : !left.has(entry.occurrence.id)))
    .map((entry) => ({ entry, refusal: refusalOf(entry, talked) }));
  const problem = wanted
    .map(({ refusal }) => refusal)
    .find((refusal) => typeof refusal === 'object');
  if (together && problem) return problem;
  return wanted
    .filter(({ refusal }) => refusal === undefined || (together && refusal === 'not_yet'))
    .map(({ entry }) => entry);
}

function seatAt(entries: Entry[]): Seated[] {
  const [first] = entries;
  if (!first) return [];
  const { partySize } = first;
  const counters = entries.map(({ occurrence }) => occurrence);
  const seats = first.occurrence.allDates
    ? seatTogether(counters, partySize)
    : counters.map((one) => seat(one, partySize));
  return entries.flatMap((entry, n) => {
    const given = seats[n];
    return given ? [{ ...entry, ...given, receipt: randomUUID() as SignupId }] : [];
  });
}

const isAt =
  (own: Entry) =>
  ({ occurrence }: Entry): boolean =>
    occurrence.id === own.occurrence.id;

const standingRow = ({ occurrence, face, nickname, partySize, way, message }: Entry) => ({
  series_id: occurrence.seriesId,
  pseudonym: face,
  nickname,
  party_size: partySize,
  way,
  message,
});

/** From now on no further date; `keep` leaves the places that are held, else all that are still to come are given back. */
export async function stopStanding(
  viewer: ParticipantViewer,
  seriesId: string,
  { keep }: { keep: boolean },
): Promise<'stopped' | 'not_found'> {
  if (!isId(seriesId)) return 'not_found';
  const faces = (await pseudonymsOf(viewer)).map(({ pseudonym }) => pseudonym);
  return inTransaction(async (trx, afterCommit) => {
    const ids = (await listComingDates(seriesId, trx)).map(({ id }) => id);
    await lockSeated(trx, ids, afterCommit);
    const face = await deleteStanding(trx, seriesId, faces);
    if (!face) return 'not_found';
    if (keep) return 'stopped';
    await giveUp(trx, await listLiveOf(trx, [face], ids), afterCommit);
    await promoteWaiting(trx, ids, afterCommit);
    return 'stopped';
  });
}

/** What the viewer comes to every time. */
export async function standingsOf(
  viewer: ParticipantViewer,
): Promise<{ seriesId: string; title: string; nickname: string }[]> {
  const faces = (await pseudonymsOf(viewer)).map(({ pseudonym }) => pseudonym);
  return faces.length === 0 ? [] : listStandingsOf(faces);
}
