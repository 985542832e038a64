/** What makes a notice reach people (asked for by families in a ward's council); it advises, never blocks. */
import { adviceOn } from '#schedule';
import type { SeriesForm } from './series-form.ts';

export const PUBLICITY_CHECKS = ['where', 'word', 'changes', 'host'] as const;
export type PublicityCheck = (typeof PUBLICITY_CHECKS)[number];

const TEXTS = ['title', 'summary', 'whatChanges', 'hostMessage', 'flow', 'houseRules'] as const;

/** Words that are better said otherwise, each with the first field that has it. */
export const wordsIn = (form: SeriesForm): { word: string; field: string }[] =>
  TEXTS.flatMap((field) => adviceOn(form[field]).map(({ word }) => ({ word, field }))).filter(
    ({ word }, at, all) => all.findIndex((one) => one.word === word) === at,
  );

export type CheckedField =
  'area' | 'placeName' | 'summary' | 'whatChanges' | 'hostName' | 'hostMessage';

/** The fields of each check in which something is missing still. */
export function missingIn(form: SeriesForm): Record<PublicityCheck, CheckedField[]> {
  const empty = (field: CheckedField) => form[field].trim() === '';
  const said = [form.title, form.summary, form.whatChanges].some((text) =>
    /ひきこもり|引きこもり|hikikomori/i.test(text),
  );
  return {
    where: form.format === 'online' ? [] : (['area', 'placeName'] as const).filter(empty),
    word: said ? [] : ['summary'],
    changes: (['whatChanges'] as const).filter(empty),
    host: (['hostName', 'hostMessage'] as const).filter(empty),
  };
}

export function passedChecks(form: SeriesForm): Record<PublicityCheck, boolean> {
  const { where, word, changes, host } = missingIn(form);
  return {
    where: where.length === 0,
    word: word.length === 0,
    changes: changes.length === 0,
    host: host.length === 0,
  };
}
