/** A version of a series as whoever decides on it reads it: each field with its word, and what stands there now where that differs. */
import { partWord } from '#organisations';
import { describeRule, ruleOf, type ReadSeries } from '#schedule';
import { m } from '#paraglide/messages';
import { getLocale } from '#paraglide/runtime';
import { areaWord } from '../editing.server.ts';
import { flowText } from '../day-flow.ts';
import { audiences, firstSteps, formats, kinds, policies, topics } from '../editor-words.ts';

export interface Fact {
  term: string;
  text: string;
  before: string | null;
}

/** All that is said, or of a public series what would change. */
export async function factsOf(input: ReadSeries, shown: ReadSeries | null): Promise<Fact[]> {
  const [after, before] = [await wordsOf(input), shown && (await wordsOf(shown))];
  if (!before)
    return after.filter(({ text }) => text !== '').map((fact) => ({ ...fact, before: null }));
  return after
    .map((fact, at) => ({ ...fact, before: before[at]?.text ?? '' }))
    .filter(({ text, before: was }) => text !== was);
}

async function wordsOf(input: ReadSeries): Promise<{ term: string; text: string }[]> {
  const locale = getLocale();
  const named = (words: { value: string; label: string }[], ...values: string[]) =>
    words
      .filter(({ value }) => values.includes(value))
      .map(({ label }) => label)
      .join(m.ui_comma());
  return [
    { term: m.staff_edit_kind(), text: named(kinds(), input.kind) },
    { term: m.staff_edit_title(), text: input.title },
    { term: m.staff_edit_summary(), text: input.summary },
    { term: m.staff_edit_changes(), text: input.whatChanges },
    { term: m.staff_edit_audience(), text: named(audiences(), ...input.audience) },
    { term: m.staff_edit_topics(), text: named(topics(), ...input.topics) },
    {
      term: m.staff_edit_when(),
      text: input.rules.map((rule) => describeRule(ruleOf(rule), locale)).join('\n'),
    },
    { term: m.staff_edit_format(), text: named(formats(), input.format) },
    {
      term: m.staff_edit_area(),
      text: await areaWord({ prefCode: input.prefCode, code5: input.code5 }),
    },
    { term: m.staff_edit_place_name(), text: input.placeName },
    { term: m.staff_edit_place_address(), text: input.placeAddress },
    { term: m.staff_edit_place_access(), text: input.placeAccess },
    { term: m.staff_edit_policy(), text: named(policies(), input.signUpPolicy) },
    { term: m.staff_edit_all_dates(), text: input.allDates ? m.staff_fact_yes() : '' },
    { term: m.staff_edit_talk_words(), text: input.firstTalkWords },
    {
      term: m.staff_edit_questions(),
      text: input.questions
        .map(({ text, choices }) => [text, ...choices.map((choice) => `・${choice}`)].join('\n'))
        .join('\n'),
    },
    { term: m.staff_edit_capacity(), text: input.capacity === null ? '' : String(input.capacity) },
    { term: m.staff_edit_fee(), text: input.fee },
    { term: m.staff_edit_steps(), text: named(firstSteps(), ...input.firstSteps) },
    { term: m.staff_edit_room(), text: input.hasRoom ? m.staff_fact_yes() : '' },
    { term: m.staff_edit_host_name(), text: input.hostName },
    { term: m.staff_edit_host_role(), text: input.hostRole },
    { term: m.staff_edit_host_message(), text: input.hostMessage },
    {
      term: m.staff_edit_parts_others(),
      text: input.organisations.map(({ part, name }) => `${partWord(part)} ${name}`).join('\n'),
    },
    { term: m.staff_edit_flow(), text: flowText(input.flow) },
    { term: m.staff_edit_rules(), text: input.houseRules.join('\n') },
  ];
}
