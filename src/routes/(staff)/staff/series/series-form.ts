/** The editor's form: every field as it was typed, so that nothing is lost by a refusal. */
import { textOf, textsOf } from '#platform/form';
import type { ReadSeries, Rhythm, SeriesInput } from '#schedule';
import { typedDate, typedNumber, typedTime } from '../typed.ts';

export const EDITOR_KINDS = [
  'group_session',
  'peer_consultation',
  'gathering_place',
  'lecture',
] as const;
export const REPEATS = ['once', 'day', 'week', 'fortnight', 'month'] as const;

export interface SeriesForm {
  organisationId: string;
  kind: string;
  title: string;
  summary: string;
  whatChanges: string;
  audience: string[];
  repeats: string;
  weekdays: string[];
  weeks: string[];
  from: string;
  until: string;
  startsAt: string;
  endsAt: string;
  skipsHolidays: boolean;
  /** Monday first. */
  opening: { opens: string; closes: string }[];
  format: string;
  area: string;
  placeName: string;
  placeAddress: string;
  placeAccess: string;
  fee: string;
  capacity: string;
  signUpPolicy: string;
  firstSteps: string[];
  hasRoom: boolean;
  hostName: string;
  hostRole: string;
  hostMessage: string;
  houseRules: string;
}

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export const emptyForm = (organisationId: string, today: string): SeriesForm => ({
  organisationId,
  kind: 'group_session',
  title: '',
  summary: '',
  whatChanges: '',
  audience: ['family'],
  repeats: 'month',
  weekdays: [],
  weeks: [],
  from: today,
  until: '',
  startsAt: '',
  endsAt: '',
  skipsHolidays: false,
  opening: DAYS.map(() => ({ opens: '', closes: '' })),
  format: 'online',
  area: '',
  placeName: '',
  placeAddress: '',
  placeAccess: '',
  fee: '',
  capacity: '',
  signUpPolicy: 'open',
  firstSteps: [],
  hasRoom: true,
  hostName: '',
  hostRole: '',
  hostMessage: '',
  houseRules: '',
});

export function readSeriesForm(data: FormData): SeriesForm {
  const text = (name: string) => textOf(data, name);
  const plain = emptyForm(text('organisationId'), '');
  return {
    ...(Object.fromEntries(
      Object.keys(plain).map((name) => [name, text(name)]),
    ) as unknown as SeriesForm), // The fields that are no text are set next.
    audience: textsOf(data, 'audience'),
    weekdays: textsOf(data, 'weekdays'),
    weeks: textsOf(data, 'weeks'),
    firstSteps: textsOf(data, 'firstSteps'),
    skipsHolidays: data.has('skipsHolidays'),
    hasRoom: data.has('hasRoom'),
    opening: DAYS.map((day) => ({ opens: text(`opens-${day}`), closes: text(`closes-${day}`) })),
  };
}

export interface Place {
  prefCode: string | null;
  code5: string | null;
}

/** What the form says, for the verb to judge: values it does not know stay as they are and are refused there. */
export function seriesInputOf(form: SeriesForm, place: Place): SeriesInput {
  const slots = form.kind === 'peer_consultation';
  return {
    organisationId: form.organisationId,
    kind: form.kind,
    title: form.title,
    summary: form.summary,
    whatChanges: form.whatChanges,
    audience: form.audience.length > 0 ? form.audience : ['anyone'],
    format: form.format,
    ...place,
    placeName: form.placeName,
    placeAddress: form.placeAddress,
    placeAccess: form.placeAccess,
    fee: form.fee,
    capacity: slots ? 1 : typedNumber(form.capacity),
    signUpPolicy: slots ? 'open' : form.signUpPolicy,
    firstSteps: form.firstSteps,
    hasRoom: form.hasRoom,
    hostName: form.hostName,
    hostRole: form.hostRole,
    hostMessage: form.hostMessage,
    houseRules: form.houseRules.split('\n').filter((line) => line.trim() !== ''),
    rules: rhythmsOf(form),
  } as SeriesInput; // Choices come as text; zod holds them to the known ones.
}

export function rhythmsOf(form: SeriesForm): Rhythm[] {
  if (form.kind === 'peer_consultation') return [];
  return form.kind === 'gathering_place' ? openingHours(form) : [rhythm(form)];
}

function rhythm(form: SeriesForm): Rhythm {
  const fortnight = form.repeats === 'fortnight';
  return {
    repeats: fortnight ? 'week' : form.repeats,
    interval: fortnight ? 2 : 1,
    weekdays: ['once', 'day'].includes(form.repeats) ? [] : form.weekdays.map(Number),
    weeks: form.repeats === 'month' ? form.weeks.map(Number) : [],
    from: typedDate(form.from),
    until: form.until.trim() === '' ? null : typedDate(form.until),
    startsAt: typedTime(form.startsAt),
    endsAt: typedTime(form.endsAt),
    skipsHolidays: form.skipsHolidays,
  } as Rhythm; // As above.
}

/** Days with the same hours are one rule: 「毎週 月・火 10:00–16:00」. */
function openingHours(form: SeriesForm): Rhythm[] {
  const hours = new Map<string, number[]>();
  form.opening.forEach(({ opens, closes }, index) => {
    if (opens.trim() === '' && closes.trim() === '') return;
    const span = `${typedTime(opens)}|${typedTime(closes)}`;
    hours.set(span, [...(hours.get(span) ?? []), index + 1]);
  });
  return [...hours].map(([span, days]) => {
    const [startsAt = '', endsAt = ''] = span.split('|');
    const weekdays = days.map(String);
    return { ...rhythm({ ...form, repeats: 'week', weekdays }), startsAt, endsAt };
  });
}

/** A stored series as the form shows it again. */
export function seriesFormOf(input: ReadSeries, area: string): SeriesForm {
  const empty = emptyForm(input.organisationId, '');
  return {
    ...empty,
    ...pick(input),
    ...rhythmFields(input),
    audience: [...input.audience],
    area,
    capacity: input.capacity === null ? '' : String(input.capacity),
    firstSteps: [...input.firstSteps],
    houseRules: input.houseRules.join('\n'),
  };
}

/** Whether the form can say this series' dates without losing any: some have several rules, or opening hours by month. */
export function saysAllDates(input: ReadSeries): boolean {
  const said = rhythmsOf(seriesFormOf(input, ''));
  return JSON.stringify(said.map(inOneOrder)) === JSON.stringify(input.rules.map(inOneOrder));
}

const inOneOrder = (rhythm: Rhythm) => [
  rhythm.repeats,
  rhythm.interval,
  rhythm.weekdays,
  rhythm.weeks,
  rhythm.from,
  rhythm.repeats === 'once' ? null : rhythm.until,
  rhythm.startsAt,
  rhythm.endsAt,
  rhythm.skipsHolidays,
];

const pick = (input: ReadSeries) => ({
  kind: input.kind,
  title: input.title,
  summary: input.summary,
  whatChanges: input.whatChanges,
  format: input.format,
  placeName: input.placeName,
  placeAddress: input.placeAddress,
  placeAccess: input.placeAccess,
  fee: input.fee,
  signUpPolicy: input.signUpPolicy,
  hasRoom: input.hasRoom,
  hostName: input.hostName,
  hostRole: input.hostRole,
  hostMessage: input.hostMessage,
});

function rhythmFields(input: ReadSeries): Partial<SeriesForm> {
  const [first] = input.rules;
  if (!first) return {};
  const fortnight = first.repeats === 'week' && first.interval === 2;
  return {
    repeats: fortnight ? 'fortnight' : first.repeats,
    weekdays: (first.weekdays ?? []).map(String),
    weeks: (first.weeks ?? []).map(String),
    from: first.from,
    until: first.until ?? '',
    startsAt: first.startsAt,
    endsAt: first.endsAt,
    skipsHolidays: first.skipsHolidays ?? false,
    opening: DAYS.map((day) => {
      const rule = input.rules.find(({ weekdays }) => weekdays?.includes(day));
      const open = input.kind === 'gathering_place' ? rule : undefined;
      return { opens: open?.startsAt ?? '', closes: open?.endsAt ?? '' };
    }),
  };
}
