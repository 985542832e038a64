/** Between the editor's fields and a series as the schedule takes and gives it. */
import type { ReadSeries, SeriesInput } from '#schedule';
import { typedNumber } from '../typed.ts';
import { flowText, typedFlow } from './day-flow.ts';
import { emptyForm, type SeriesForm } from './series-form.ts';
import { rhythmsOf, ruleFormsOf } from './series-rhythm.ts';

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
    topics: form.topics,
    format: form.format,
    ...place,
    placeName: form.placeName,
    placeAddress: form.placeAddress,
    placeAccess: form.placeAccess,
    fee: form.fee,
    capacity: slots ? 1 : typedNumber(form.capacity),
    signUpPolicy: slots ? 'open' : form.signUpPolicy,
    allDates: !slots && form.signUpPolicy !== 'none' && form.allDates,
    questions: form.questions
      .filter(({ text }) => text.trim() !== '')
      .map(({ text, choices }) => ({ text, choices: linesOf(choices) })),
    firstTalkSeriesId: form.firstTalkSeriesId || null,
    firstTalkWindowId: form.firstTalkWindowId || null,
    firstTalkWords: form.firstTalkWords,
    firstSteps: form.firstSteps,
    // Writing is promised to everybody who takes a slot.
    hasRoom: slots || (form.format !== 'onsite' && form.hasRoom),
    hostName: form.hostName,
    hostRole: form.hostRole,
    hostMessage: form.hostMessage,
    flow: typedFlow(form.flow),
    houseRules: linesOf(form.houseRules),
    organisations: form.parts.filter(({ name }) => name.trim() !== ''),
    rules: rhythmsOf(form),
  } as SeriesInput; // Choices come as text; zod holds them to the known ones.
}

const linesOf = (text: string) => [
  ...new Set(text.split('\n').filter((line) => line.trim() !== '')),
];

/** A stored series as the form shows it again. */
export function seriesFormOf(input: ReadSeries, area: string): SeriesForm {
  const empty = emptyForm(input.organisationId, '');
  return {
    ...empty,
    ...pick(input),
    rules: ruleFormsOf(input),
    audience: [...input.audience],
    topics: [...input.topics],
    area,
    capacity: input.capacity === null ? '' : String(input.capacity),
    questions: input.questions.map(({ text, choices }) => ({ text, choices: choices.join('\n') })),
    firstTalkSeriesId: input.firstTalkSeriesId ?? '',
    firstTalkWindowId: input.firstTalkWindowId ?? '',
    firstSteps: [...input.firstSteps],
    flow: flowText(input.flow),
    houseRules: input.houseRules.join('\n'),
    parts: input.organisations.map(({ part, name }) => ({ part, name })),
  };
}

/** What a series has that the editor does not show stays as it was. */
export const besidesTheForm = (input: ReadSeries) => ({
  ...besidesACopy(input),
  scheduleText: input.scheduleText,
});

/** The same of a copy, which has dates of its own. */
export const besidesACopy = (input: ReadSeries) => ({
  languages: input.languages,
  signUpOpensMinutes: input.signUpOpensMinutes,
  signUpClosesMinutes: input.signUpClosesMinutes,
});

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
  allDates: input.allDates,
  firstTalkWords: input.firstTalkWords,
  hasRoom: input.hasRoom,
  hostName: input.hostName,
  hostRole: input.hostRole,
  hostMessage: input.hostMessage,
});
