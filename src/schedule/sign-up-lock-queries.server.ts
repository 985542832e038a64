/** Rows of occurrences and of what their series ask, held for whoever takes places there. */
import { now } from '#platform/clock';
import { anyOf, db, type Database } from '#platform/db';
import type { OccurrenceRow } from './occurrence.ts';
import type { SignUpQuestion } from './questions.ts';
import type { SignUpPolicy } from './sign-up-terms.ts';
import { EVER_PUBLIC_STATES } from './series.ts';

/** Those that are or were published, each locked until the transaction ends; always in one order, so that no two callers wait for each other. */
export const lockRowsForSignUp = (trx: Database, ids: string[]) =>
  trx
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .leftJoin('availabilities as v', (join) =>
      join
        .onRef('v.series_id', '=', 'o.series_id')
        .onRef('v.account_id', '=', 'o.supporter_account_id'),
    )
    .select(['s.shown', 'o.origin', 'v.methods', 'v.notice_minutes', 'v.horizon_days'])
    .select(['o.series_id as seriesId', 's.all_dates as allDates'])
    .select(['o.id', 's.organisation_id as organisationId', 's.kind', 's.format', 'o.state'])
    .select([
      'o.starts_at as startsAt',
      'o.ends_at as endsAt',
      'o.capacity',
      'o.taken',
      'o.waiting',
    ])
    .select(['o.next_queue_no as nextQueueNo', 'o.supporter_account_id as supporterAccountId'])
    .select((eb) => eb('o.sequence', '+', eb.ref('s.facts_sequence')).as('sequence'))
    .select(['s.sign_up_policy as policy', 's.sign_up_opens_minutes as opensMinutes'])
    .select([
      's.sign_up_closes_minutes as closesMinutes',
      's.promotion_stops_minutes as stopsMinutes',
    ])
    .where('o.id', '=', anyOf(ids))
    .where('s.state', 'in', EVER_PUBLIC_STATES)
    .orderBy('o.id')
    .forUpdate('o')
    // What the tables' keys and CHECK constraints hold.
    .$narrowType<
      Pick<OccurrenceRow, 'id' | 'seriesId' | 'organisationId' | 'kind' | 'format' | 'state'>
    >()
    .$narrowType<{ policy: SignUpPolicy }>()
    .execute();

/** Dates still to come of the series that these are of, themselves included; of such series only whose dates belong together, if so asked. */
export async function listComingBeside(
  trx: Database,
  ids: string[],
  { together }: { together: boolean },
): Promise<string[]> {
  const rows = await trx
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .select('o.id')
    .where('o.series_id', 'in', (eb) =>
      eb
        .selectFrom('occurrences as own')
        .select('own.series_id')
        .where((own) => own('own.id', '=', own.fn.any(own.val(ids)))),
    )
    .where('o.state', '=', 'scheduled')
    .where('o.starts_at', '>', now())
    .$if(together, (query) => query.where('s.all_dates', '=', true))
    .orderBy('o.starts_at')
    .execute();
  return rows.map(({ id }) => id);
}

/** Dates of a series that are still to come, the next first. */
export const listComingDates = (
  seriesId: string,
  trx: Database = db,
): Promise<{ id: string; startsAt: Date }[]> =>
  trx
    .selectFrom('occurrences')
    .select(['id', 'starts_at as startsAt'])
    .where('series_id', '=', seriesId)
    .where('state', '=', 'scheduled')
    .where('starts_at', '>', now())
    .orderBy('starts_at')
    .execute();

/** What the organiser of a date likes to know of whoever signs up. */
export async function questionsAt(occurrenceId: string): Promise<SignUpQuestion[]> {
  const row = await db
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .select('s.questions')
    .where('o.id', '=', occurrenceId)
    .executeTakeFirst();
  return (row?.questions ?? []) as unknown as SignUpQuestion[]; // Written only from `seriesInput`.
}
