/** All that the page of one date shows, and of many what whoever holds places there needs. */
import { anyOf, db, sql } from '#platform/db';
import { listHosts } from './host-queries.server.ts';
import { linesWhere } from './line-queries.server.ts';
import { findSlotPortrait } from './portrait-queries.server.ts';
import type {
  Audience,
  DateHeld,
  FlowStep,
  OccurrenceDetail,
  OccurrenceId,
  Topic,
} from './occurrence.ts';
import type { SignUpQuestion } from './questions.ts';
import {
  afterFirstTalk,
  closesAt,
  opensAt,
  promotionStopsAt,
  signUpStateOf,
  type SignUpPolicy,
  type SignUpTerms,
} from './sign-up-terms.ts';
import { slotTermsOf } from './consultations/slot-rows.ts';
import { rulesOfSeries } from './rule-queries.server.ts';
import type { SeriesState } from './series.ts';
import { partsOf } from './taking-part-queries.server.ts';
import { allParts } from './taking-part.ts';

/** What a line leaves out. */
const listFurther = (ids: string[]) =>
  db
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .leftJoin('availabilities as v', (join) =>
      join
        .onRef('v.series_id', '=', 'o.series_id')
        .onRef('v.account_id', '=', 'o.supporter_account_id'),
    )
    .selectAll('s')
    .select('o.id as occurrence_id')
    .select(['o.original_start', 'o.moved', 'o.sequence', 'o.origin', 'o.supporter_account_id'])
    .select(['v.message as supporter_message', 'v.face', 'v.notice_minutes', 'v.horizon_days'])
    .where('o.id', '=', anyOf(ids))
    .execute();

type FurtherRow = Awaited<ReturnType<typeof listFurther>>[number];

/** Both of dates of series in one of these states. */
async function linesAndFurther(ids: string[], states: readonly SeriesState[], at: Date) {
  const [lines, rows] = await Promise.all([
    linesWhere(sql`o.id = ${anyOf(ids)} and s.state = any(${states}::text[])`, at),
    listFurther(ids),
  ]);
  const further = new Map(rows.map((row) => [row.occurrence_id, row]));
  return lines.flatMap((line) => {
    const row = further.get(line.id);
    return row ? [{ line, row }] : [];
  });
}

/** Of series in one of these states, by id. */
export async function listDatesHeld(
  ids: string[],
  states: readonly SeriesState[],
  at: Date,
): Promise<Map<string, DateHeld>> {
  if (ids.length === 0) return new Map();
  const found = await linesAndFurther(ids, states, at);
  return new Map(
    found.map(({ line, row }) => [line.id, { ...line, ...heldOf(row, termsOf(line, row), at) }]),
  );
}

const heldOf = (row: FurtherRow, terms: SignUpTerms, at: Date) => ({
  hasRoom: row.has_room,
  allDates: row.all_dates,
  questions: row.questions as unknown as SignUpQuestion[], // Written only from `seriesInput`.
  signUpAfterTalk: signUpStateOf(afterFirstTalk(terms), at),
  promotionStopsAt: promotionStopsAt(terms),
  movedFrom: row.moved ? row.original_start : null,
  sequence: row.sequence + row.facts_sequence,
});

/** Of a series in one of these states. */
export async function detailOf(
  id: string,
  states: readonly SeriesState[],
  at: Date,
): Promise<OccurrenceDetail | undefined> {
  const [found] = await linesAndFurther([id], states, at);
  if (!found) return;
  const { line, row } = found;
  const terms = termsOf(line, row);
  return {
    ...line,
    next: await nextAfter(row.id, line.startsAt > at ? line.startsAt : at),
    summary: row.summary,
    whatChanges: row.what_changes,
    audience: row.audience as Audience[], // CHECK series_audience
    ...wayTo(line, row),
    hostRole: row.host_role,
    hosts: await listHosts(row.id),
    hostMessage: row.supporter_message ?? row.host_message,
    flow: row.flow as unknown as FlowStep[], // Written only from `seriesInput`.
    houseRules: row.house_rules,
    topics: row.topics as Topic[], // CHECK series_topics
    languages: row.languages,
    parts: allParts({ id: row.organisation_id, name: line.organisation }, await partsOf(row.id)),
    scheduleText: row.schedule_text,
    rules: await rulesOfSeries(row.id),
    ...heldOf(row, terms, at),
    supporterAccountId: row.supporter_account_id,
    consultation: await consultationOf(id, row),
    signUpPolicy: terms.policy,
    firstTalk: firstTalkOf(row),
    signUpOpensAt: opensAt(terms),
    signUpClosesAt: closesAt(terms),
    sourceUrl: row.source_url,
    sourceDate: row.source_date,
  };
}

/** Address and way are the usual place's: of another one they say nothing. */
const wayTo = ({ usualPlace }: Pick<OccurrenceDetail, 'usualPlace'>, row: FurtherRow) => ({
  placeAddress: usualPlace === null ? row.place_address : '',
  placeAccess: usualPlace === null ? row.place_access : '',
});

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

const termsOf = (
  line: Pick<SignUpTerms, 'state' | 'startsAt' | 'capacity' | 'taken'>,
  row: FurtherRow,
): SignUpTerms => ({
  ...line,
  policy: row.sign_up_policy as SignUpPolicy, // CHECK series_sign_up_policy
  opensMinutes: row.sign_up_opens_minutes,
  closesMinutes: row.sign_up_closes_minutes,
  stopsMinutes: row.promotion_stops_minutes,
  slot: row.supporter_account_id === null ? null : slotTermsOf(row),
});

const firstTalkOf = (row: FurtherRow): OccurrenceDetail['firstTalk'] =>
  row.sign_up_policy === 'ask'
    ? {
        seriesId: row.first_talk_series_id,
        windowId: row.first_talk_window_id,
        words: row.first_talk_words,
      }
    : null;

async function consultationOf(id: string, row: FurtherRow) {
  const { notice_minutes: noticeMinutes, horizon_days: horizonDays, face } = row;
  if (noticeMinutes === null || horizonDays === null) return null;
  return { noticeMinutes, horizonDays, face, portrait: await findSlotPortrait(id) };
}
