/** Where two forms of one window differ, fact by fact, in the words of its labels. */
import { m } from '#paraglide/messages';
import { isLocalDate } from '#platform/tokyo';
import {
  dayOfHoursWords,
  describeHours,
  languageWord,
  METHODS,
  methodWord,
  WINDOW_LANGUAGES,
  type HoursException,
} from '#windows';
import { exceptionsOf, rulesOf } from './hours-form.ts';
import { isSomebody, type WindowForm } from './window-form.ts';
import { families, levels, parts } from './window-words.ts';

interface Difference {
  term: string;
  /** As it was typed here, and as it is saved now. */
  text: string;
  before: string;
}

/** The name of an organisation or a district by its id. */
type NameOf = (id: string) => string;

export function differences(typed: WindowForm, saved: WindowForm, nameOf: NameOf): Difference[] {
  const now = factsOf(saved, nameOf);
  return factsOf(typed, nameOf).flatMap(([term, text], at) => {
    const before = now[at]?.[1] ?? '';
    return text === before ? [] : [{ term, text, before }];
  });
}

type Fact = [term: string, text: string];

const factsOf = (form: WindowForm, nameOf: NameOf): Fact[] =>
  [
    ...about(form, nameOf),
    ...how(form),
    ...whom(form, nameOf),
    ...when(form),
    ...people(form, nameOf),
  ].map(([term, text]) => [term, text.trim().replaceAll('\r\n', '\n')]);

const about = (form: WindowForm, nameOf: NameOf): Fact[] => [
  [m.staff_window_organisation(), nameOf(form.organisationId)],
  [m.staff_window_name(), form.name],
  [m.staff_window_operated_by(), form.operatedBy],
  [m.windows_lead_department(), form.leadDepartment],
  [m.windows_for_whom(), form.targetPersons],
  [m.staff_window_minimum_age(), form.minimumAge],
  [m.staff_window_maximum_age(), form.maximumAge],
  [m.staff_window_age_note(), form.ageNote],
  [m.staff_window_family(), labelOf(families(), form.familyOnly)],
  [m.windows_receives(), form.receives],
  [m.windows_what_changes(), form.whatChanges],
  [m.staff_window_message(), form.message],
];

const how = (form: WindowForm): Fact[] => [
  [m.windows_methods(), chosen(METHODS, form.methods, methodWord)],
  [m.staff_window_takes_visits(), tick(form.takesHomeVisits)],
  [m.windows_method_phone(), form.phone],
  [m.windows_method_mail(), form.email],
  [m.windows_site(), form.url],
  [m.windows_address(), form.address],
  [m.windows_accessibility(), form.accessibility],
  [m.windows_languages(), chosen(WINDOW_LANGUAGES, form.languages, languageWord)],
];

const whom = (form: WindowForm, nameOf: NameOf): Fact[] => [
  [m.staff_window_level(), labelOf(levels(), form.level)],
  [m.staff_window_place(), form.place],
  [m.staff_window_serves(), form.serves],
  [m.staff_window_excludes(), form.excludes],
  [m.staff_window_districts(), namesOf(form.districts, nameOf)],
  [m.staff_window_districts_excluded(), namesOf(form.excludedDistricts, nameOf)],
  [m.staff_window_neighbours(), tick(form.acceptsNeighbours)],
  [m.staff_window_area_note(), form.areaNote],
  [m.staff_window_ring_seconds(), form.ringSeconds],
];

const when = (form: WindowForm): Fact[] => [
  [m.windows_hours(), hoursIn(form)],
  [m.staff_window_exceptions(), exceptionsOf(form.exceptions).map(dayIn).join('\n')],
  [m.staff_window_hours_text(), form.hoursText],
  [m.windows_closed_days(), form.closedText],
];

const people = (form: WindowForm, nameOf: NameOf): Fact[] => [
  [
    m.windows_counsellors(),
    form.counsellors
      .filter(isSomebody)
      .map(({ nickname, about, message }) => [nickname, about, message].filter(Boolean).join('、'))
      .join('\n'),
  ],
  [
    m.staff_window_parts(),
    form.parts
      .filter(({ organisationId }) => organisationId !== '')
      .map(({ organisationId, part }) => `${partSaid(part)} ${nameOf(organisationId)}`)
      .toSorted()
      .join('\n'),
  ],
  [m.staff_window_source_url(), form.sourceUrl],
  [m.staff_window_source_date(), form.sourceDate],
  [m.staff_window_source_note(), form.sourceNote],
];

const tick = (is: boolean): string => (is ? '○' : '');

const labelOf = (choices: { value: string; label: string }[], value: string): string =>
  choices.find((one) => one.value === value)?.label ?? value;

/** In our own order: which was pressed first is no difference. */
const chosen = <T extends string>(all: readonly T[], some: string[], word: (one: T) => string) =>
  all
    .filter((one) => some.includes(one))
    .map(word)
    .join('、');

const namesOf = (ids: string[], nameOf: NameOf): string => ids.map(nameOf).toSorted().join('、');

const partSaid = (part: string): string => labelOf(parts(), part);

/** What cannot be read yet stands as it was typed. */
const hoursIn = ({ hours }: WindowForm): string => {
  const rules = rulesOf(hours);
  return rules.every(({ opens, closes }) => opens >= 0 && opens < closes)
    ? describeHours(rules)
    : hours.map(({ opens, closes }) => `${opens}–${closes}`).join('\n');
};

const dayIn = ({ date, hours, note }: HoursException): string =>
  isLocalDate(date) && hours.every(({ opens, closes }) => opens >= 0 && opens < closes)
    ? dayOfHoursWords({ date, spans: hours, note })
    : [date, note].join(' ');
