/** Between a series as its publishers write it and its rows. */
import type { OrganisationId } from '#accounts';
import type { DB } from '#platform/db';
import type { Insertable, Selectable } from 'kysely';
import type { ReadSeries } from './input.ts';
import type {
  Audience,
  FirstStep,
  FlowStep,
  Format,
  SeriesId,
  SeriesKind,
  Topic,
} from './occurrence.ts';
import type { SignUpQuestion } from './questions.ts';
import type { SignUpPolicy } from './sign-up-terms.ts';
import { rhythmOf, type Rule } from './rule.ts';
import type { SeriesSummary } from './series.ts';
import type { TakingPart } from './taking-part.ts';

export const rowOf = (series: ReadSeries, creator: string | null): Insertable<DB['series']> => ({
  organisation_id: series.organisationId,
  kind: series.kind,
  state: 'published',
  title: series.title,
  summary: series.summary,
  what_changes: series.whatChanges,
  audience: series.audience,
  format: series.format,
  pref_code: series.prefCode ?? series.code5?.slice(0, 2) ?? null,
  code5: series.code5,
  place_name: series.placeName,
  place_address: series.placeAddress,
  place_access: series.placeAccess,
  fee: series.fee,
  host_name: series.hostName,
  host_role: series.hostRole,
  host_message: series.hostMessage,
  flow: JSON.stringify(series.flow),
  house_rules: series.houseRules,
  first_steps: series.firstSteps,
  topics: series.topics,
  languages: series.languages,
  capacity: series.capacity,
  sign_up_policy: series.signUpPolicy,
  sign_up_opens_minutes: series.signUpOpensMinutes,
  sign_up_closes_minutes: series.signUpClosesMinutes,
  all_dates: series.allDates,
  questions: JSON.stringify(series.questions),
  first_talk_series_id: series.firstTalkSeriesId,
  first_talk_window_id: series.firstTalkWindowId,
  first_talk_words: series.firstTalkWords,
  // CHECK series_consultation_has_room
  has_room: series.hasRoom || series.kind === 'peer_consultation',
  schedule_text: series.scheduleText,
  // What its own publisher has written is no copy of a page any more.
  source_url: null,
  source_date: null,
  // Unless it is invented: the trigger series_invention_labelled knows.
  demonstration: false,
  created_by: creator,
});

export const ruleRowOf = (seriesId: string, rule: Rule): Insertable<DB['series_rules']> => ({
  series_id: seriesId,
  rrule: rule.rrule,
  valid_from: rule.validFrom,
  valid_until: rule.validUntil,
  starts_at_minute: rule.startsAtMinute,
  ends_at_minute: rule.endsAtMinute,
  dates: rule.dates,
  on_holiday: rule.onHoliday,
  closed_at_year_end: rule.closedAtYearEnd,
  closed_months: rule.closedMonths,
});

// The casts in what follows are what the tables' CHECK constraints hold.
export const summaryOf = (
  row: Selectable<DB['series']>,
  rules: Rule[],
  nextStartsAt: Date | null,
): SeriesSummary => ({
  id: row.id as SeriesId,
  organisationId: row.organisation_id as OrganisationId,
  kind: row.kind as SeriesKind,
  state: row.state as SeriesSummary['state'],
  title: row.title,
  rules,
  scheduleText: row.schedule_text,
  nextStartsAt,
});

export function inputOf(
  row: Selectable<DB['series']>,
  rules: Rule[],
  parts: TakingPart[] = [],
): ReadSeries {
  return {
    organisationId: row.organisation_id,
    kind: row.kind as SeriesKind,
    title: row.title,
    summary: row.summary,
    whatChanges: row.what_changes,
    audience: row.audience as Audience[],
    format: row.format as Format,
    prefCode: row.pref_code,
    code5: row.code5,
    placeName: row.place_name,
    placeAddress: row.place_address,
    placeAccess: row.place_access,
    fee: row.fee,
    hostName: row.host_name,
    hostRole: row.host_role,
    hostMessage: row.host_message,
    flow: row.flow as unknown as FlowStep[], // Written only from `seriesInput`.
    houseRules: row.house_rules,
    firstSteps: row.first_steps as FirstStep[],
    topics: row.topics as Topic[],
    languages: row.languages,
    capacity: row.capacity,
    signUpPolicy: row.sign_up_policy as SignUpPolicy,
    signUpOpensMinutes: row.sign_up_opens_minutes,
    signUpClosesMinutes: row.sign_up_closes_minutes,
    allDates: row.all_dates,
    questions: row.questions as unknown as SignUpQuestion[], // Likewise.
    firstTalkSeriesId: row.first_talk_series_id,
    firstTalkWindowId: row.first_talk_window_id,
    firstTalkWords: row.first_talk_words,
    hasRoom: row.has_room,
    scheduleText: row.schedule_text,
    organisations: parts.map(({ part, name }) => ({ part, name })),
    rules: rules.map(rhythmOf),
  };
}
