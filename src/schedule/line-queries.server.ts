/** Dates as lists show them; names of organisations and towns are joined in for display only. */
import type { OrganisationId } from '#accounts';
import { db, sql } from '#platform/db';
import { localDate, localTime } from '#platform/tokyo';
import { slotFactsOf, type SlotFacts } from './consultations/slot-facts-queries.server.ts';
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
import { ELSEWHERE, type Elsewhere } from './whereabouts-queries.server.ts';
import { changesAt, signUpStateOf, type SignUpPolicy, type SignUpTerms } from './sign-up-terms.ts';

/** What a date says itself; as the table's CHECK constraints hold it, and JSON carries it. */
interface DateRow {
  id: OccurrenceId;
  series_id: SeriesId;
  /** In seconds, as all times of a line. */
  starts: number;
  ends: number;
  state: OccurrenceRow['state'];
  cancelled_reason: string;
  next_starts: number | null;
  note: string;
  elsewhere: Elsewhere | null;
  liveliness: Liveliness | null;
  liveliness_told: number | null;
  capacity: number | null;
  taken: number;
  waiting: number;
}

const DATES = sql`
  select o.id, o.series_id, date_part('epoch', o.starts_at) as starts, date_part('epoch', o.ends_at) as ends, o.state,
    o.cancelled_reason, o.note, o.liveliness, date_part('epoch', o.liveliness_at) as liveliness_told,
    o.capacity, o.taken, o.waiting, ${ELSEWHERE} as elsewhere,
    case when o.state = 'cancelled' then (
      select date_part('epoch', min(n.starts_at)) from occurrences n
      where n.series_id = o.series_id and n.starts_at > o.starts_at and n.state = 'scheduled') end as next_starts
  from series s join occurrences o on o.series_id = s.id`;

/** What its series says of all its dates. */
interface SeriesFacts {
  id: SeriesId;
  organisation_id: OrganisationId;
  organisation: string;
  kind: SeriesKind;
  category: Category;
  title: string;
  format: Format;
  first_steps: FirstStep[];
  place_name: string;
  fee: string;
  area: string | null;
  code5: string | null;
  pref_code: string | null;
  host_name: string;
  policy: SignUpPolicy;
  opens_minutes: number | null;
  closes_minutes: number;
  stops_minutes: number;
  unchecked: boolean;
  demonstration: boolean;
}

const SERIES = sql`
  select s.id, s.organisation_id, s.kind, s.category, s.title, s.format, s.first_steps, s.place_name, s.fee, s.code5,
    s.pref_code, s.host_name, s.sign_up_policy as policy, s.sign_up_opens_minutes as opens_minutes,
    s.sign_up_closes_minutes as closes_minutes, s.promotion_stops_minutes as stops_minutes, s.source_url is not null as unchecked,
    s.source_url is null and s.demonstration as demonstration,
    (select g.name from organisations g where g.id = s.organisation_id) as organisation,
    (select a.name from areas a where a.code5 = s.code5) as area
  from series s`;

/** Dates in their order, and each of their series once: near a town the same few come again and again. */
export interface Page {
  dates: DateRow[];
  series: SeriesFacts[];
}

/** Before `PAGE`: the dates of which that is true, or in which order, in terms of `occurrences o` and `series s`. */
export const withPage = (rest: ReturnType<typeof sql>) =>
  sql`with page as materialized (${DATES} where ${rest})`;

/** One value each, which is read at once: rows of so many columns cost more than their search. */
export const PAGE = sql`
  (select coalesce(json_agg(p), '[]') from page p) as dates,
  (select coalesce(json_agg(f), '[]') from (${SERIES} where s.id = any(array(select series_id from page))) f) as series`;

export async function linesWhere(rest: ReturnType<typeof sql>, at: Date): Promise<OccurrenceRow[]> {
  const { rows } = await sql<Page>`${withPage(rest)} select ${PAGE}`.execute(db);
  return linesOn(rows[0], at);
}

/** As they stand at that moment. */
export async function linesOn(page: Page | undefined, at: Date): Promise<OccurrenceRow[]> {
  if (!page) return [];
  const series = new Map(page.series.map((facts) => [facts.id, facts]));
  const dated = page.dates.flatMap((date) => {
    const facts = series.get(date.series_id);
    return facts ? [{ date, facts }] : [];
  });
  const slots = await slotFactsOf(dated.filter(isSlot).map(({ date }) => date.id));
  return dated.map(({ date, facts }) => lineOf(date, facts, slots.get(date.id), at));
}

const isSlot = ({ facts }: { facts: SeriesFacts }): boolean => facts.kind === 'peer_consultation';

/** The lines of these occurrences, in the order given. */
export const linesOf = async (ids: string[], at: Date): Promise<OccurrenceRow[]> =>
  ids.length === 0
    ? []
    : linesWhere(
        sql`o.id = any(${ids}::uuid[]) and s.shown order by array_position(${ids}::uuid[], o.id)`,
        at,
      );

function lineOf(
  row: DateRow,
  series: SeriesFacts,
  slot: SlotFacts | undefined,
  at: Date,
): OccurrenceRow {
  const [startsAt, endsAt] = [atSecond(row.starts), atSecond(row.ends)];
  const place = placeOf(row, series);
  const terms = termsOf(row, series, slot, startsAt);
  const onNow = row.state === 'scheduled' && startsAt <= at && at < endsAt;
  return {
    id: row.id,
    seriesId: series.id,
    organisationId: series.organisation_id,
    organisation: series.organisation,
    kind: series.kind,
    category: series.category,
    title: series.title,
    format: series.format,
    firstSteps: series.first_steps,
    placeName: place.placeName,
    area: place.area,
    code5: place.code5,
    prefCode: place.prefCode,
    usualPlace: place.usualPlace,
    fee: series.fee,
    hostName: slot?.supported ? calledOf(slot.nickname) : series.host_name,
    methods: methodsOf({ kind: series.kind, methods: slot?.methods ?? null }),
    standsInFor: slot?.former ?? null,
    startsAt,
    endsAt,
    date: localDate(startsAt),
    startTime: localTime(startsAt),
    endTime: localTime(endsAt),
    onNow,
    liveliness: onNow ? livelinessOf(row) : null,
    state: row.state,
    cancelledReason: row.cancelled_reason,
    nextStartsAt: row.next_starts === null ? null : atSecond(row.next_starts),
    note: row.note,
    capacity: row.capacity,
    taken: row.taken,
    waiting: row.waiting,
    signUp: signUpStateOf(terms, at),
    changesAt: changesAt({ ...terms, endsAt }, at),
    unchecked: series.unchecked,
    demonstration: series.demonstration,
  };
}

function placeOf({ elsewhere }: DateRow, { area, code5, pref_code, place_name }: SeriesFacts) {
  if (!elsewhere)
    return { placeName: place_name, area, code5, prefCode: pref_code, usualPlace: null };
  return { ...elsewhere, usualPlace: [area, place_name].filter(Boolean).join(' ') };
}

const termsOf = (
  { state, capacity, taken }: DateRow,
  series: SeriesFacts,
  slot: SlotFacts | undefined,
  startsAt: Date,
): SignUpTerms => ({
  policy: series.policy,
  opensMinutes: series.opens_minutes,
  closesMinutes: series.closes_minutes,
  stopsMinutes: series.stops_minutes,
  state,
  startsAt,
  capacity,
  taken,
  slot: slot ? slotTermsOf(slot) : null,
});

const livelinessOf = ({ liveliness, liveliness_told }: DateRow): OccurrenceRow['liveliness'] =>
  liveliness && liveliness_told ? { is: liveliness, at: atSecond(liveliness_told) } : null;

const atSecond = (seconds: number): Date => new Date(seconds * 1000);
