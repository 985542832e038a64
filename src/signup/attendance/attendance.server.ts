/** How many came to what an organisation published: counted by its staff, for its own books; nobody is marked as absent. */
import { may, organisationIdsOf, type AccountViewer } from '#accounts';
import { recordActs } from '#organisations/server';
import { inTransaction } from '#platform/db';
import type { Month } from '#platform/month';
import { enteredRooms } from '#rooms/server';
import { begunDates, findEverPublicOccurrence, type BegunDate } from '#schedule/server';
import { refuseDate } from '../own-date.server.ts';
import { spanOf, type Attendance } from './attendance.ts';
import { countsOf, dropCounts, keepCounts } from './attendance-queries.server.ts';

/** What began in a month at the organisations the viewer publishes for, in order; `not_found` where that is none. */
export async function attendanceIn(
  viewer: AccountViewer,
  month: Month,
): Promise<Attendance[] | 'not_found'> {
  if (organisationIdsOf(viewer, 'publish').length === 0) return 'not_found';
  const dates = await ownDates(viewer, month);
  const ids = dates.map(({ id }) => id);
  const [came, entered] = [await countsOf(ids), await enteredRooms(ids)];
  return dates.map(({ id, organisation, title, startsAt, endsAt, taken }) => ({
    ...{ id, organisation, title, startsAt, endsAt },
    expected: taken,
    entered: entered.get(id) ?? null,
    came: came.get(id) ?? null,
  }));
}

/** Writes down how many came in a month, null to take a count back; all or none. `not_begun`: nor those that were cancelled. */
export async function countAttendance(
  viewer: AccountViewer,
  month: Month,
  counts: ReadonlyMap<string, number | null>,
): Promise<'counted' | 'not_begun' | 'not_found'> {
  const dates = await ownDates(viewer, month);
  const own = new Map(dates.map((date) => [date.id as string, date]));
  const stranger = [...counts.keys()].find((id) => !own.has(id));
  if (stranger !== undefined) return refuseFor(viewer, stranger);
  const counted = [...counts].flatMap(([id, people]) => {
    const date = own.get(id);
    return date ? [{ date, people }] : [];
  });
  return inTransaction(async (trx): Promise<'counted'> => {
    await keepCounts(
      trx,
      counted.flatMap(({ date, people }) =>
        people === null ? [] : [{ occurrenceId: date.id, people }],
      ),
    );
    await dropCounts(
      trx,
      counted.filter(({ people }) => people === null).map(({ date }) => date.id),
    );
    const acts = counted.map(({ date: { organisationId, id }, people }) => ({
      organisationId,
      act: people === null ? 'attendance.taken_back' : 'attendance.counted',
      subject: `occurrence:${id}`,
    }));
    await recordActs(viewer, acts, trx);
    return 'counted';
  });
}

const ownDates = (viewer: AccountViewer, month: Month): Promise<BegunDate[]> =>
  begunDates(organisationIdsOf(viewer, 'publish'), spanOf(month));

/** A date that is not among the viewer's own of that month; a try at another's is in that organisation's log. */
async function refuseFor(
  viewer: AccountViewer,
  occurrenceId: string,
): Promise<'not_begun' | 'not_found'> {
  const occurrence = await findEverPublicOccurrence(occurrenceId);
  if (!occurrence) return 'not_found';
  if (may(viewer, 'publish', occurrence.organisationId)) return 'not_begun';
  return refuseDate(viewer, occurrence, 'attendance.refused');
}
