/** Dates that belong together: what is done at one of them is done at all that remain, all or none. */
import type { OccurrenceDetail } from '#schedule';
import { announceSeats, listComingBeside, type HeldOccurrence } from '#schedule/server';
import { noticeFor } from '#notices/server';
import { now } from '#platform/clock';
import type { AfterCommit, Database } from '#platform/db';
import { freeIn, mayBePromoted, promotionsTogether } from '../places.ts';
import {
  changeCounters,
  confirmSignup,
  listLiveOf,
  listWaiting,
  type SignupRow,
} from '../queries.server.ts';

/** The date and, where it is one of several that belong together, those that are still to come. */
export const datesWith = async (
  trx: Database,
  { id, allDates }: Pick<OccurrenceDetail, 'id' | 'allDates'>,
): Promise<string[]> => (allDates ? withTheirs(trx, [id]) : [id]);

/** These dates and those that belong to any of them. */
export const withTheirs = async (trx: Database, ids: string[]): Promise<string[]> => [
  ...new Set([...ids, ...(await listComingBeside(trx, ids, { together: true }))]),
];

/** One sign-up, at all of these dates. */
export const signupsWith = async (
  trx: Database,
  signup: SignupRow,
  ids: string[],
): Promise<SignupRow[]> => (ids.length === 1 ? [signup] : listLiveOf(trx, [signup.pseudonym], ids));

/** Each date on its own, and those that belong together as one. */
export const groupsOf = (held: Iterable<HeldOccurrence>): HeldOccurrence[][] => [
  ...Map.groupBy(held, ({ id, seriesId, allDates }) => (allDates ? seriesId : id)).values(),
];

/** First in, first fitting everywhere: whoever waits moves up at all dates or stays at all. */
export async function promoteTogether(
  trx: Database,
  dates: HeldOccurrence[],
  afterCommit: AfterCommit,
): Promise<void> {
  const moving = dates.filter(
    ({ state, promotionStopsAt }) =>
      state === 'scheduled' && mayBePromoted(promotionStopsAt, now()),
  );
  // Whoever is not at an earlier date came once it was closed: by the dates' order goes the order of coming.
  moving.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const queue: SignupRow[] = [];
  for (const { id } of moving) queue.push(...(await listWaiting(trx, id)));
  const free = new Map(moving.map((date) => [date.id, freeIn(date)]));
  const promoted = promotionsTogether(queue, free);
  for (const { id, occurrenceId, partySize } of promoted) {
    await confirmSignup(trx, id);
    await changeCounters(trx, occurrenceId, { taken: partySize, waiting: -1 });
  }
  const [next] = moving;
  const faces = [...new Set(promoted.map(({ pseudonym }) => pseudonym))];
  if (next) await noticeFor(trx, faces, { before: next.startsAt });
  for (const { id } of dates) {
    const counted = await changeCounters(trx, id, {});
    afterCommit(() => announceSeats(counted));
  }
}
