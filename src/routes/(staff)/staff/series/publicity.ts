/** What makes a notice reach people (asked for by families in a ward's council); it advises, never blocks. */
import { adviceOn } from '#schedule';
import type { SeriesForm } from './series-form.ts';

export const PUBLICITY_CHECKS = ['where', 'word', 'changes', 'host'] as const;
export type PublicityCheck = (typeof PUBLICITY_CHECKS)[number];

/** Where to write what is missing. */
export const FIELD_OF_CHECK = {
  where: 'area',
  word: 'summary',
  changes: 'whatChanges',
  host: 'hostName',
} as const satisfies Record<PublicityCheck, keyof SeriesForm>;

const TEXTS = ['title', 'summary', 'whatChanges', 'hostMessage', 'flow', 'houseRules'] as const;

/** Words that are better said otherwise, each with the first field that has it. */
export const wordsIn = (form: SeriesForm): { word: string; field: string }[] =>
  TEXTS.flatMap((field) => adviceOn(form[field]).map(({ word }) => ({ word, field }))).filter(
    ({ word }, at, all) => all.findIndex((one) => one.word === word) === at,
  );

export function passedChecks(form: SeriesForm): Record<PublicityCheck, boolean> {
  const given = (text: string) => text.trim() !== '';
  return {
    where: form.format === 'online' || (given(form.area) && given(form.placeName)),
    word: [form.title, form.summary, form.whatChanges].some((text) =>
      /ひきこもり|引きこもり|hikikomori/i.test(text),
    ),
    changes: given(form.whatChanges),
    host: given(form.hostName) && given(form.hostMessage),
  };
}
