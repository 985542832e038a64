/** Dates as lists show them; names of organisations, towns and supporters are joined in for display only. */
import type { OrganisationId } from '#accounts';
import { db, sql } from '#platform/db';
import { localDate, localTime } from '#platform/tokyo';
import { calledOf, methodsOf, slotTermsOf } from './consultations/slot-rows.ts';
import type {
  Category,
  FirstStep,
  Format,
  Liveliness,
  OccurrenceId,
  OccurrenceRow,
  SeriesId,
  SeriesKind,
} from './occurrence.ts';
import { signUpStateOf, type SignUpPolicy, type SignUpTerms } from './sign-up-terms.ts';

/** As the tables' CHECK constraints hold it, and JSON carries it. */
export interface LineRow {
  id: OccurrenceId;
  series_id: SeriesId;
  organisation_id: OrganisationId;
  organisation: string;
  kind: SeriesKind;
  category: Category;
  title: string;
  summary: string;
  format: Format;
  first_steps: FirstStep[];
  place_name: string;
  fee: string;
  area: string | null;
  code5: string | null;
  pref_code: string | null;
  host_name: string;
  starts_at: string;
  ends_at: string;
  state: OccurrenceRow['state'];
  cancelled_reason: string;
  next_starts_at: string | null;
  note: string;
  liveliness: Liveliness | null;
  liveliness_at: string | null;
  capacity: number | null;
  taken: number;
  waiting: number;
  policy: SignUpPolicy;
  opens_minutes: number | null;
  closes_minutes: number;
  origin: string;
  supported: boolean;
  nickname: string | null;
  former: string | null;
  methods: string[] | null;
  notice_minutes: number | null;
  horizon_days: number | null;
  unchecked: boolean;
  demonstration: boolean;
}

const belongs = (account: 'supporter_account_id' | 'stands_in_for') => sql`
  m.account_id = o.${sql.ref(account)} and m.organisation_id = s.organisation_id and m.role = 'peer_supporter'`;

/** Whoever has left took the name along that they were called by here; no other takes its place. */
const LINES = sql`
  select o.id, o.series_id, o.starts_at, o.ends_at, o.state, o.cancelled_reason, o.note, o.liveliness, o.liveliness_at,
    o.capacity, o.taken, o.waiting, o.origin, s.organisation_id, s.kind, s.category, s.title, s.summary, s.format,
    s.first_steps, s.place_name, s.fee, s.code5, s.pref_code, s.host_name, s.sign_up_policy as policy,
    s.sign_up_opens_minutes as opens_minutes, s.sign_up_closes_minutes as closes_minutes,
    s.source_url is not null as unchecked, s.source_url is null and s.demonstration as demonstration,
    g.name as organisation, a.name as area, v.nickname, v.methods, v.notice_minutes, v.horizon_days,
    exists (select from memberships m where ${belongs('supporter_account_id')}) as supported,
    (select nullif(w.nickname, '') from memberships m
      join availabilities w on w.account_id = m.account_id and w.series_id = o.series_id
      where ${belongs('stands_in_for')}) as former,
    (select min(n.starts_at) from occurrences n
      where n.series_id = o.series_id and n.starts_at > o.starts_at and n.state = 'scheduled'
        and o.state = 'cancelled') as next_starts_at
  from occurrences o
    join series s on s.id = o.series_id
    join organisations g on g.id = s.organisation_id
    left join areas a on a.code5 = s.code5
    left join availabilities v on v.series_id = o.series_id and v.account_id = o.supporter_account_id`;

/** The rows of which that is true, or in which order, in terms of `occurrences o` and `series s`: one value, read at once. */
export const lineRows = (rest: ReturnType<typeof sql>) =>
  sql<LineRow[]>`(select coalesce(json_agg(l), '[]') from (${LINES} where ${rest}) l)`;

export async function linesWhere(rest: ReturnType<typeof sql>, at: Date): Promise<OccurrenceRow[]> {
  const { rows } = await sql<{ lines: LineRow[] }>`select ${lineRows(rest)} as lines`.execute(db);
  return linesAt(rows[0]?.lines ?? [], at);
}

/** As they stand at that moment. */
export const linesAt = (rows: LineRow[], at: Date): OccurrenceRow[] =>
  rows.map((row) => lineOf(row, at));

/** The lines of these occurrences, in the order given. */
export const linesOf = async (ids: string[], at: Date): Promise<OccurrenceRow[]> =>
  ids.length === 0
    ? []
    : linesWhere(
        sql`o.id = any(${ids}::uuid[]) and s.shown order by array_position(${ids}::uuid[], o.id)`,
        at,
      );

function lineOf(row: LineRow, at: Date): OccurrenceRow {
  const [startsAt, endsAt] = [new Date(row.starts_at), new Date(row.ends_at)];
  const onNow = row.state === 'scheduled' && startsAt <= at && at < endsAt;
  return {
    id: row.id,
    seriesId: row.series_id,
    organisationId: row.organisation_id,
    organisation: row.organisation,
    kind: row.kind,
    category: row.category,
    title: row.title,
    summary: row.summary,
    format: row.format,
    firstSteps: row.first_steps,
    placeName: row.place_name,
    fee: row.fee,
    area: row.area,
    code5: row.code5,
    prefCode: row.pref_code,
    hostName: hostNameOf(row),
    methods: methodsOf(row),
    standsInFor: row.former,
    startsAt,
    endsAt,
    date: localDate(startsAt),
    startTime: localTime(startsAt),
    endTime: localTime(endsAt),
    onNow,
    liveliness: onNow ? livelinessOf(row) : null,
    state: row.state,
    cancelledReason: row.cancelled_reason,
    nextStartsAt: row.next_starts_at === null ? null : new Date(row.next_starts_at),
    note: row.note,
    capacity: row.capacity,
    taken: row.taken,
    waiting: row.waiting,
    signUp: signUpStateOf(termsOf(row, startsAt), at),
    unchecked: row.unchecked,
    demonstration: row.demonstration,
  };
}

const termsOf = (row: LineRow, startsAt: Date): SignUpTerms => ({
  policy: row.policy,
  opensMinutes: row.opens_minutes,
  closesMinutes: row.closes_minutes,
  state: row.state,
  startsAt,
  capacity: row.capacity,
  taken: row.taken,
  slot: row.kind === 'peer_consultation' ? slotTermsOf(row) : null,
});

/** Of a slot whoever listens there, also where the series names somebody. */
const hostNameOf = ({ kind, host_name, supported, nickname }: LineRow): string =>
  kind === 'peer_consultation' && supported ? calledOf(nickname) : host_name;

const livelinessOf = ({ liveliness, liveliness_at }: LineRow): OccurrenceRow['liveliness'] =>
  liveliness && liveliness_at ? { is: liveliness, at: new Date(liveliness_at) } : null;
