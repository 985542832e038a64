/** What the editor's pages share: reading the form, finding its place, wording what was refused. */
import { fullName } from '#areas';
import { findArea, listPrefectures, placeNamed } from '#areas/server';
import { describeDate, describeRule, type Problems, type SeriesInput } from '#schedule';
import { previewRules } from '#schedule/server';
import { m } from '#paraglide/messages';
import { getLocale } from '#paraglide/runtime';
import { problemWord } from './editor-words.ts';
import { ruleField } from './rule-form.ts';
import type { Preview } from './RulePreview.svelte';
import { readSeriesForm, type SeriesForm } from './series-form.ts';
import { seriesInputOf, type Place } from './series-input.ts';
import { rhythmsOf, ruleBehind } from './series-rhythm.ts';

export interface Typed {
  values: SeriesForm;
  input: SeriesInput;
  /** What the place could not be understood as. */
  errors: Record<string, string>;
}

export async function readEditor(data: FormData): Promise<Typed> {
  const values = readSeriesForm(data);
  const place = await placeOf(values.area);
  if (typeof place === 'string') {
    // No code at all is what the verb refuses, together with whatever else it finds.
    const input = seriesInputOf(values, { prefCode: null, code5: '' });
    return { values, input, errors: { area: place } };
  }
  return { values, input: seriesInputOf(values, place), errors: {} };
}

/** A place by the name staff know it by, or what to write instead. */
export async function placeOf(typed: string): Promise<Place | string> {
  const named = await placeNamed(typed);
  if (named.kind === 'nothing') return { prefCode: null, code5: null };
  if (named.kind === 'unknown') return m.staff_problem_area();
  if (named.kind === 'prefecture') return { prefCode: named.prefecture.prefCode, code5: null };
  if (named.kind === 'area') return { prefCode: named.area.prefCode, code5: named.area.code5 };
  const examples = named.areas.slice(0, 2).map(fullName).join(m.ui_comma());
  return m.staff_problem_area_several({ examples });
}

export async function areaWord(place: Place): Promise<string> {
  const area = place.code5 ? await findArea(place.code5) : undefined;
  if (area) return fullName(area);
  return (await listPrefectures()).find(({ prefCode }) => prefCode === place.prefCode)?.name ?? '';
}

/** Sentence and next dates of what is typed so far; undefined while it cannot be understood. */
export function previewOf(values: SeriesForm): Preview | undefined {
  const preview = previewRules(rhythmsOf(values));
  if ('problems' in preview) return undefined;
  const locale = getLocale();
  return {
    sentences: preview.rules.map((rule) => describeRule(rule, locale)),
    dates: preview.dates.map(({ date, movedFrom }) => ({
      date: describeDate(date, locale),
      note: movedFrom ? m.staff_edit_preview_moved({ date: describeDate(movedFrom, locale) }) : '',
    })),
  };
}

/** Field → what to do, in the order of the form. */
export function errorsOf(typed: Typed, problems: Problems): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [path, key] of Object.entries(problems))
    errors[fieldOf(path, typed.values)] ??= problemWord(key);
  return { ...errors, ...typed.errors };
}

function fieldOf(path: string, values: SeriesForm): string {
  const [first = '', index, field] = path.split('.');
  if (first === 'code5' || first === 'prefCode') return 'area';
  if (first === 'questions' && index) return `question-${index}`;
  if (first !== 'rules') return first;
  if (!field) return ruleField(values.rules[0]?.repeats === 'hours' ? 'opening' : 'repeats', 0);
  const at = ruleBehind(values, Number(index));
  const { repeats } = values.rules[at] ?? {};
  if (repeats === 'hours' && ['weekdays', 'startsAt', 'endsAt'].includes(field))
    return ruleField('opening', at);
  return ruleField(field, at);
}
