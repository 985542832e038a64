/** Reads of the schedule's tables; names of organisations, towns and supporters are joined in for display only. */
import type { OrganisationId } from '#accounts';
import { db, sql, type Database } from '#platform/db';
import { localDate, localTime } from '#platform/tokyo';
import {
  categoryOf,
  closesAt,
  opensAt,
  promotionStopsAt,
  signUpStateOf,
  type Audience,
  type FirstStep,
  type FlowStep,
  type Format,
  type Liveliness,
  type OccurrenceDetail,
  type OccurrenceId,
  type OccurrenceRow,
  type SeriesId,
  type SeriesKind,
  type SignUpPolicy,
  type SignUpTerms,
  type Topic,
} from './occurrence.ts';
import { calledOf, methodsOf, slotTermsOf } from './consultations/slot-rows.ts';
import { listHosts } from './host-queries.server.ts';
import { rulesOfSeries } from './rule-queries.server.ts';
import type { SeriesState } from './series.ts';
import { partsOf } from './taking-part-queries.server.ts';
import { allParts } from './taking-part.ts';

const belongs = (account: 'p.id' | 'f.id') => sql<boolean>`exists (
  select from memberships m where m.account_id = ${sql.ref(account)} and m.organisation_id = s.organisation_id
    and m.role = 'peer_supporter')`;

const selectLines = (trx: Database) =>
  trx
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .innerJoin('organisations as g', 'g.id', 's.organisation_id')
    .leftJoin('areas as a', 'a.code5', 's.code5')
    // Whoever has left took the name along that they were called by here; no other takes its place.
    .leftJoin('accounts as p', (join) =>
      join.onRef('p.id', '=', 'o.supporter_account_id').on(belongs('p.id')),
    )
    .leftJoin('availabilities as v', (join) =>
      join
        .onRef('v.series_id', '=', 'o.series_id')
        .onRef('v.account_id', '=', 'o.supporter_account_id'),
    )
    .selectAll('s')
    .select([
      'o.id as occurrence_id',
      'o.starts_at',
      'o.ends_at',
      'o.state as occurrence_state',
      'o.cancelled_reason',
      'o.note',
      'o.liveliness',
      'o.liveliness_at',
      'o.capacity as places',
      'o.taken',
      'o.waiting',
      'o.sequence',
      'o.original_start',
      'o.moved',
      'o.supporter_account_id',
      'o.stands_in_for',
      'o.origin',
      'g.name as organisation',
      'g.demonstration as invented',
      'a.name as area',
      'p.id as supporter',
      'v.nickname as supporter_nickname',
      'v.message as supporter_message',
      'v.face',
      'v.methods',
      'v.notice_minutes',
      'v.horizon_days',
    ])
    .select((eb) =>
      eb
        .selectFrom('occurrences as n')
        .select((n) => n.fn.min('n.starts_at').as('next'))
        .whereRef('n.series_id', '=', 'o.series_id')
        .whereRef('n.starts_at', '>', 'o.starts_at')
        .where('n.state', '=', 'scheduled')
        .where('o.state', '=', 'cancelled')
        .as('next_starts_at'),
    )
    .select((eb) =>
      eb
        .selectFrom('accounts as f')
        .leftJoin('availabilities as w', (join) =>
          join.onRef('w.account_id', '=', 'f.id').onRef('w.series_id', '=', 'o.series_id'),
        )
        .select(sql<string | null>`nullif(w.nickname, '')`.as('n'))
        .whereRef('f.id', '=', 'o.stands_in_for')
        .where(belongs('f.id'))
        .as('former'),
    );

type PublicRow = Awaited<ReturnType<ReturnType<typeof selectLines>['execute']>>[number];

/** The lines of these occurrences, in the order given. */
export async function linesOf(ids: string[], at: Date): Promise<OccurrenceRow[]> {
  if (ids.length === 0) return [];
  const rows = await selectLines(db)
    .where('s.shown', '=', true)
    .where((eb) => eb('o.id', '=', eb.fn.any(eb.val(ids))))
    .orderBy(sql`array_position(${ids}::uuid[], o.id)`)
    .execute();
  return rows.map((row) => lineOf(row, at));
}

/** Of a series in one of these states. */
export async function detailOf(
  id: string,
  states: readonly SeriesState[],
  at: Date,
): Promise<OccurrenceDetail | undefined> {
  const row = await selectLines(db)
    .where('o.id', '=', id)
    .where('s.state', 'in', states)
    .executeTakeFirst();
  if (!row) return;
  const terms = termsOf(row);
  return {
    ...lineOf(row, at),
    next: await nextAfter(row.id, row.starts_at > at ? row.starts_at : at),
    whatChanges: row.what_changes,
    audience: row.audience as Audience[], // CHECK series_audience
    placeAddress: row.place_address,
    placeAccess: row.place_access,
    hostRole: row.host_role,
    hosts: await listHosts(row.id),
    hostMessage: row.supporter_message ?? row.host_message,
    flow: row.flow as unknown as FlowStep[], // Written only from `seriesInput`.
    houseRules: row.house_rules,
    topics: row.topics as Topic[], // CHECK series_topics
    languages: row.languages,
    parts: allParts({ id: row.organisation_id, name: row.organisation }, await partsOf(row.id)),
    scheduleText: row.schedule_text,
    rules: await rulesOfSeries(row.id),
    hasRoom: row.has_room,
    supporterAccountId: row.supporter_account_id,
    consultation: consultationOf(row),
    signUpPolicy: terms.policy,
    signUpOpensAt: opensAt(terms),
    signUpClosesAt: closesAt(terms),
    promotionStopsAt: promotionStopsAt(terms, row.promotion_stops_minutes),
    movedFrom: row.moved ? row.original_start : null,
    sequence: row.sequence,
    sourceUrl: row.source_url,
    sourceDate: row.source_date,
  };
}

async function nextAfter(seriesId: string, after: Date): Promise<OccurrenceDetail['next']> {
  const next = await db
    .selectFrom('occurrences')
    .select(['id', 'starts_at'])
    .where('series_id', '=', seriesId)
    .where('starts_at', '>', after)
    .where('state', '=', 'scheduled')
    .orderBy('starts_at')
    .executeTakeFirst();
  return next ? { id: next.id as OccurrenceId, startsAt: next.starts_at } : null;
}

// The casts below are what the tables' CHECK constraints hold.
const termsOf = (row: PublicRow): SignUpTerms => ({
  policy: row.sign_up_policy as SignUpPolicy,
  opensMinutes: row.sign_up_opens_minutes,
  closesMinutes: row.sign_up_closes_minutes,
  state: row.occurrence_state as OccurrenceRow['state'],
  startsAt: row.starts_at,
  capacity: row.places,
  taken: row.taken,
  slot: row.supporter_account_id === null ? null : slotTermsOf(row),
});

const consultationOf = ({ notice_minutes, horizon_days, face }: PublicRow) =>
  notice_minutes === null || horizon_days === null
    ? null
    : { noticeMinutes: notice_minutes, horizonDays: horizon_days, face };

function lineOf(row: PublicRow, at: Date): OccurrenceRow {
  const kind = row.kind as SeriesKind;
  return {
    id: row.occurrence_id as OccurrenceId,
    seriesId: row.id as SeriesId,
    organisationId: row.organisation_id as OrganisationId,
    organisation: row.organisation,
    kind,
    category: categoryOf(kind, row.audience as Audience[]),
    title: row.title,
    summary: row.summary,
    format: row.format as Format,
    firstSteps: row.first_steps as FirstStep[],
    placeName: row.place_name,
    fee: row.fee,
    area: row.area,
    code5: row.code5,
    prefCode: row.pref_code,
    hostName: hostNameOf(row),
    methods: methodsOf(row),
    standsInFor: row.former,
    ...timesOf(row, at),
    liveliness: livelinessOf(row, at),
    state: row.occurrence_state as OccurrenceRow['state'],
    cancelledReason: row.cancelled_reason,
    nextStartsAt: row.next_starts_at,
    note: row.note,
    capacity: row.places,
    taken: row.taken,
    waiting: row.waiting,
    signUp: signUpStateOf(termsOf(row), at),
    unchecked: row.source_url !== null,
    demonstration: row.source_url === null && (row.demonstration || row.invented),
  };
}

/** Of a slot whoever listens there, also where the series names somebody. */
const hostNameOf = ({ kind, host_name, supporter, supporter_nickname }: PublicRow): string =>
  kind === 'peer_consultation' && supporter !== null ? calledOf(supporter_nickname) : host_name;

const isOnNow = (row: PublicRow, at: Date): boolean =>
  row.occurrence_state === 'scheduled' && row.starts_at <= at && at < row.ends_at;

const livelinessOf = (row: PublicRow, at: Date): OccurrenceRow['liveliness'] =>
  row.liveliness && row.liveliness_at && isOnNow(row, at)
    ? { is: row.liveliness as Liveliness, at: row.liveliness_at }
    : null;

const timesOf = (row: PublicRow, at: Date) => ({
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  date: localDate(row.starts_at),
  startTime: localTime(row.starts_at),
  endTime: localTime(row.ends_at),
  onNow: isOnNow(row, at),
});
