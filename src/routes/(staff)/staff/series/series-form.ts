/** The editor's form: every field as it was typed, so that nothing is lost by a refusal. */
import { textOf, textsOf } from '#platform/form';

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
  topics: string[];
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
  /** Who else takes part; empty names count as nothing typed. */
  parts: { part: string; name: string }[];
}

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export const emptyForm = (organisationId: string, today: string): SeriesForm => ({
  organisationId,
  kind: 'group_session',
  title: '',
  summary: '',
  whatChanges: '',
  audience: ['family'],
  topics: [],
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
  parts: [],
});

export function readSeriesForm(data: FormData): SeriesForm {
  const text = (name: string) => textOf(data, name);
  const plain = emptyForm(text('organisationId'), '');
  return {
    ...(Object.fromEntries(
      Object.keys(plain).map((name) => [name, text(name)]),
    ) as unknown as SeriesForm), // The fields that are no text are set next.
    audience: textsOf(data, 'audience'),
    topics: textsOf(data, 'topics'),
    weekdays: textsOf(data, 'weekdays'),
    weeks: textsOf(data, 'weeks'),
    firstSteps: textsOf(data, 'firstSteps'),
    skipsHolidays: data.has('skipsHolidays'),
    hasRoom: data.has('hasRoom'),
    parts: partsOf(data),
    opening: DAYS.map((day) => ({ opens: text(`opens-${day}`), closes: text(`closes-${day}`) })),
  };
}

function partsOf(data: FormData): SeriesForm['parts'] {
  const parts = textsOf(data, 'part');
  return textsOf(data, 'partName')
    .map((name, at) => ({ part: parts[at] ?? '', name }))
    .filter(({ name }) => name.trim() !== '');
}
