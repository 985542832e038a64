/** Dates as lists show them; names of organisations, towns and supporters are joined in for display only. */
import type { OrganisationId } from '#accounts';
import { db, sql } from '#platform/db';
import { localDate, localTime } from '#platform/tokyo';
import { calledOf, methodsOf, slotTermsOf } from './consultations/slot-rows.ts';
import {
  signUpStateOf,
  type Category,
  type FirstStep,
  type Format,
  type Liveliness,
  type OccurrenceId,
  type OccurrenceRow,
  type SeriesId,
  type SeriesKind,
  type SignUpPolicy,
  type SignUpTerms,
} from './occurrence.ts';

/** As the tables' CHECK constraints hold it. */
interface LineRow {
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
  starts_at: Date;
  ends_at: Date;
  state: OccurrenceRow['state'];
  cancelled_reason: string;
  next_starts_at: Date | null;
  note: string;
  liveliness: Liveliness | null;
  liveliness_at: Date | null;
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
    s.source_url is not null as unchecked, s.source_url is null and (s.demonstration or g.demonstration) as demonstration,
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

/** The lines of which that is true, or in which order, in terms of `occurrences o` and `series s`. */
export async function linesWhere(rest: ReturnType<typeof sql>, at: Date): Promise<OccurrenceRow[]> {
  const { rows } = await sql<LineRow>`${LINES} where ${rest}`.execute(db);
  return rows.map((row) => lineOf(row, at));
}

/** The lines of these occurrences, in the order given. */
export const linesOf = async (ids: string[], at: Date): Promise<OccurrenceRow[]> =>
  ids.length === 0
    ? []
    : linesWhere(
        sql`o.id = any(${ids}::uuid[]) and s.shown order by array_position(${ids}::uuid[], o.id)`,
        at,
      );

const lineOf = (row: LineRow, at: Date): OccurrenceRow => ({
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
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  date: localDate(row.starts_at),
  startTime: localTime(row.starts_at),
  endTime: localTime(row.ends_at),
  onNow: isOnNow(row, at),
  liveliness: livelinessOf(row, at),
  state: row.state,
  cancelledReason: row.cancelled_reason,
  nextStartsAt: row.next_starts_at,
  note: row.note,
  capacity: row.capacity,
  taken: row.taken,
  waiting: row.waiting,
  signUp: signUpStateOf(termsOf(row), at),
  unchecked: row.unchecked,
  demonstration: row.demonstration,
});

const termsOf = (row: LineRow): SignUpTerms => ({
  policy: row.policy,
  opensMinutes: row.opens_minutes,
  closesMinutes: row.closes_minutes,
  state: row.state,
  startsAt: row.starts_at,
  capacity: row.capacity,
  taken: row.taken,
  slot: row.kind === 'peer_consultation' ? slotTermsOf(row) : null,
});

/** Of a slot whoever listens there, also where the series names somebody. */
const hostNameOf = ({ kind, host_name, supported, nickname }: LineRow): string =>
  kind === 'peer_consultation' && supported ? calledOf(nickname) : host_name;

const isOnNow = (row: LineRow, at: Date): boolean =>
  row.state === 'scheduled' && row.starts_at <= at && at < row.ends_at;

const livelinessOf = (row: LineRow, at: Date): OccurrenceRow['liveliness'] =>
  row.liveliness && row.liveliness_at && isOnNow(row, at)
    ? { is: row.liveliness, at: row.liveliness_at }
    : null;
