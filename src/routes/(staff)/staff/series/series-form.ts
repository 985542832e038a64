/** The editor's form: every field as it was typed, so that nothing is lost by a refusal. */
import { textOf, textsOf } from '#platform/form';
import { emptyRule, isUntouched, readRules, type RuleForm } from './rule-form.ts';

export const EDITOR_KINDS = [
  'group_session',
  'peer_consultation',
  'gathering_place',
  'lecture',
] as const;

export interface SeriesForm {
  organisationId: string;
  kind: string;
  title: string;
  summary: string;
  whatChanges: string;
  audience: string[];
  topics: string[];
  rules: RuleForm[];
  format: string;
  area: string;
  placeName: string;
  placeAddress: string;
  placeAccess: string;
  fee: string;
  capacity: string;
  signUpPolicy: string;
  allDates: boolean;
  /** Choices one a line; those without a text count as nothing typed. */
  questions: { text: string; choices: string }[];
  /** Empty where none is chosen. */
  firstTalkSeriesId: string;
  firstTalkWindowId: string;
  firstTalkWords: string;
  firstSteps: string[];
  hasRoom: boolean;
  hostName: string;
  hostRole: string;
  hostMessage: string;
  /** One step a line. */
  flow: string;
  houseRules: string;
  /** Who else takes part; empty names count as nothing typed. */
  parts: { part: string; name: string }[];
  /** The series it was copied from; empty for any other. */
  copiedFrom: string;
}

export const emptyForm = (organisationId: string, today: string): SeriesForm => ({
  organisationId,
  kind: 'group_session',
  title: '',
  summary: '',
  whatChanges: '',
  audience: ['family'],
  topics: [],
  rules: [emptyRule(today)],
  format: 'online',
  area: '',
  placeName: '',
  placeAddress: '',
  placeAccess: '',
  fee: '',
  capacity: '',
  signUpPolicy: 'open',
  allDates: false,
  questions: [],
  firstTalkSeriesId: '',
  firstTalkWindowId: '',
  firstTalkWords: '',
  firstSteps: [],
  hasRoom: true,
  hostName: '',
  hostRole: '',
  hostMessage: '',
  flow: '',
  houseRules: '',
  parts: [],
  copiedFrom: '',
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
    firstSteps: textsOf(data, 'firstSteps'),
    hasRoom: data.has('hasRoom'),
    allDates: data.has('allDates'),
    parts: partsOf(data),
    questions: questionsOf(data),
    rules: readRules(data),
  };
}

const MOST_PARTS = 8;
const FREE_PARTS = 2;

/** With lines that nobody has filled in yet. */
export function withFreeParts(form: SeriesForm): SeriesForm {
  const free = Math.min(FREE_PARTS, Math.max(0, MOST_PARTS - form.parts.length));
  const lines = Array.from({ length: free }, () => ({ part: 'co_organiser', name: '' }));
  return { ...form, parts: [...form.parts, ...lines] };
}

/** A place opens by the days of the week, other things have a rhythm: a rule nobody has touched follows the kind. */
export function withKind(form: SeriesForm, kind: string): SeriesForm {
  const [rule, ...others] = form.rules;
  const untouched = rule && others.length === 0 && isUntouched(rule);
  if (!untouched) return { ...form, kind };
  const repeats = kind === 'gathering_place' ? 'hours' : 'month';
  return { ...form, kind, rules: [{ ...rule, repeats }] };
}

function questionsOf(data: FormData): SeriesForm['questions'] {
  const choices = textsOf(data, 'questionChoices');
  return textsOf(data, 'question')
    .map((text, at) => ({ text, choices: choices[at] ?? '' }))
    .filter(({ text }) => text.trim() !== '');
}

function partsOf(data: FormData): SeriesForm['parts'] {
  const parts = textsOf(data, 'part');
  return textsOf(data, 'partName')
    .map((name, at) => ({ part: parts[at] ?? '', name }))
    .filter(({ name }) => name.trim() !== '');
}
