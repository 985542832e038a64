/** A series as everybody would see it, before anybody does. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { findArea } from '#areas/server';
import { findOrganisation } from '#organisations/server';
import { now } from '#platform/clock';
import { addDays, instantOf, localDate, localTime } from '#platform/tokyo';
import { planOf } from './dates.ts';
import { listHosts } from './host-queries.server.ts';
import type { ReadSeries, SeriesInput } from './input.ts';
import { DAYS_AHEAD } from './materialise.server.ts';
import {
  categoryOf,
  type OccurrenceDetail,
  type OccurrenceId,
  type SeriesId,
} from './occurrence.ts';
import {
  afterFirstTalk,
  closesAt,
  opensAt,
  promotionStopsAt,
  signUpStateOf,
} from './sign-up-terms.ts';
import { mayRead } from './privacy.ts';
import { ruleOf } from './rule.ts';
import { refuseSeries } from './series-log.server.ts';
import { findSeries, readSeries, type Refused } from './series.server.ts';
import type { OccurrenceRecord } from './series.ts';
import { allParts } from './taking-part.ts';

export interface SeriesPreview {
  /** Its next date, with those who hold places there already. */
  detail: OccurrenceDetail;
  /** It has no coming date yet: the one shown is an example. */
  isExample: boolean;
}

/** For members of its organisation. `seriesId` where it changes one that is there; then both name the same organisation. */
export async function previewSeries(
  viewer: AccountViewer,
  input: SeriesInput,
  seriesId: string | null,
): Promise<SeriesPreview | Refused | 'not_found'> {
  const series = await readSeries(input);
  if ('problems' in series) return series;
  if (!mayRead(viewer, series.organisationId)) return refuseSeries(viewer, series.organisationId);
  const organisation = await findOrganisation(series.organisationId);
  if (!organisation) return 'not_found';
  const there = seriesId === null ? null : await findSeries(viewer, seriesId);
  if (there === undefined || (there && there.organisationId !== organisation.id))
    return 'not_found';
  const { date, isExample } = nextDate(series, there?.occurrences ?? []);
  return {
    detail: {
      ...detail(series, date),
      ...named(organisation, series),
      ...(await whereOf(series, date)),
      seriesId: idOf<SeriesId>(there?.id),
      demonstration: organisation.demonstration || (there?.demonstration ?? false),
      hosts: there ? await listHosts(there.id) : [],
    },
    isExample,
  };
}

// What is not there yet has no id: nothing that is shown leads to it.
const NOWHERE = 'nowhere';
const idOf = <Id extends string>(id: string | undefined) => (id ?? NOWHERE) as Id;

interface ShownDate {
  id?: string;
  startsAt: Date;
  endsAt: Date;
  taken: number;
  waiting: number;
  elsewhere?: OccurrenceRecord['elsewhere'];
}

function nextDate(series: ReadSeries, dates: OccurrenceRecord[]) {
  const coming = dates.filter(isComing);
  if (series.kind === 'peer_consultation')
    return coming[0] ? { date: coming[0], isExample: false } : exampleDate();
  const today = localDate(now());
  const planned = planOf(series.rules.map(ruleOf), today, addDays(today, DAYS_AHEAD));
  const next = planned.find(({ startsAt }) => startsAt > now());
  if (!next) return exampleDate();
  const there = coming.find(({ startsAt }) => startsAt.getTime() === next.startsAt.getTime());
  return { date: there ?? { ...next, taken: 0, waiting: 0 }, isExample: false };
}

const isComing = (one: { state: string; startsAt: Date }) =>
  one.state === 'scheduled' && one.startsAt > now();

function exampleDate(): { date: ShownDate; isExample: true } {
  const day = addDays(localDate(now()), 7);
  const span = { startsAt: instantOf(day, '20:00'), endsAt: instantOf(day, '21:00') };
  return { date: { ...span, taken: 0, waiting: 0 }, isExample: true };
}

function named(organisation: { id: OrganisationId; name: string }, series: ReadSeries) {
  const others = series.organisations.map((one) => ({ ...one, id: null }));
  return {
    organisationId: organisation.id,
    organisation: organisation.name,
    parts: allParts({ id: organisation.id, name: organisation.name }, others),
  };
}

/** Of a date that has a place of its own, as its page says it; a series that goes online leaves it. */
async function whereOf(series: ReadSeries, { elsewhere }: ShownDate) {
  const usual = series.code5 ? await findArea(series.code5) : undefined;
  if (!elsewhere || series.format === 'online') return { area: usual?.name ?? null };
  const there = elsewhere.code5 ? await findArea(elsewhere.code5) : usual;
  return {
    placeName: elsewhere.placeName,
    area: there?.name ?? null,
    code5: there?.code5 ?? series.code5,
    prefCode: there?.prefCode ?? series.prefCode,
    usualPlace: [usual?.name, series.placeName].filter(Boolean).join(' '),
    placeAddress: '',
    placeAccess: '',
  };
}

function detail(series: ReadSeries, { id, startsAt, endsAt, taken, waiting }: ShownDate) {
  const date = { startsAt, endsAt, taken, waiting };
  const { organisations: _, signUpOpensMinutes, signUpClosesMinutes, rules, ...rest } = series;
  const { firstTalkSeriesId, firstTalkWindowId: windowId, firstTalkWords: words, ...said } = rest;
  const terms = {
    policy: series.signUpPolicy,
    opensMinutes: signUpOpensMinutes,
    closesMinutes: signUpClosesMinutes,
    stopsMinutes: PROMOTION_STOPS,
    state: 'scheduled' as const,
    capacity: series.capacity,
    slot: null,
    ...date,
  };
  return {
    ...said,
    ...date,
    usualPlace: null,
    id: idOf<OccurrenceId>(id),
    category: categoryOf(series.kind, series.audience),
    date: localDate(date.startsAt),
    startTime: localTime(date.startsAt),
    endTime: localTime(date.endsAt),
    rules: rules.map(ruleOf),
    ...NOTHING_YET,
    ...(series.kind === 'peer_consultation' && ANYBODYS_SLOT),
    state: terms.state,
    signUp: signUpStateOf(terms, now()),
    signUpAfterTalk: signUpStateOf(afterFirstTalk(terms), now()),
    firstTalk: terms.policy === 'ask' ? { seriesId: firstTalkSeriesId, windowId, words } : null,
    signUpOpensAt: opensAt(terms),
    signUpClosesAt: closesAt(terms),
    promotionStopsAt: promotionStopsAt(terms),
  };
}

/** What only happens to a date once it is there. */
const NOTHING_YET = {
  cancelledReason: '',
  nextStartsAt: null,
  note: '',
  onNow: false,
  changesAt: null,
  liveliness: null,
  unchecked: false,
  next: null,
  methods: null,
  supporterAccountId: null,
  standsInFor: null,
  consultation: null,
  movedFrom: null,
  sequence: 0,
  sourceUrl: null,
  sourceDate: null,
};

/** Who listens, and by what beside the text room, each supporter's hours say. */
const ANYBODYS_SLOT = { hostName: '', methods: ['text' as const] };

/** As the column `promotion_stops_minutes` begins. */
const PROMOTION_STOPS = 60;
