/** What the pages of the editor share: places by the names staff know them by, and what was refused in words. */
import type { RequestEvent } from '@sveltejs/kit';
import { fullName } from '#areas';
import {
  districtsOf,
  findAreas,
  groupsOf,
  listPrefectures,
  placeNamed,
  placesNamed,
  type PlaceNamed,
} from '#areas/server';
import { m } from '#paraglide/messages';
import { now } from '#platform/clock';
import { textOf } from '#platform/form';
import {
  dayOfHoursWords,
  describeHours,
  type ServedAsNamed,
  type WindowDetail,
  type WindowInput,
  type WindowProblem,
} from '#windows';
import { comingHours, partnersFor } from '#windows/server';
import { signedIn } from '../../signed-in.server.ts';
import { exceptionProblems, exceptionsOf, hoursProblems, rulesOf } from './hours-form.ts';
import { readWindowForm, type WindowForm } from './window-form.ts';
import { windowInputOf } from './window-input.ts';
import { windowProblemWord } from './window-words.ts';

export interface Typed {
  values: WindowForm;
  /** A place that could not be understood stands in it as it was typed, and is refused by the verb. */
  input: WindowInput;
  /** Of the record that the form was filled from. */
  edition: string;
  /** Of the rendering, where a window is made. */
  formId: string;
  /** What a place could not be understood as. */
  errors: Record<string, string>;
}

export async function readEditor(request: Request): Promise<Typed> {
  const data = await request.formData();
  const values = readWindowForm(data);
  const place = await placeOf(values.place);
  const serves = await codesOf(values.serves);
  const excludes = await codesOf(values.excludes);
  const errors = Object.fromEntries(
    Object.entries({ place: place.error, serves: serves.error, excludes: excludes.error }).flatMap(
      ([field, error]) => (error ? [[field, error]] : []),
    ),
  );
  const { prefCode, code5 } = place.found;
  const places = {
    prefCode: place.error ? values.place : prefCode,
    code5,
    serves: serves.codes,
    excludes: excludes.codes,
  };
  const edition = textOf(data, 'edition');
  const formId = textOf(data, 'formId');
  return { values, input: windowInputOf(values, places), edition, formId, errors };
}

export interface PlaceRead {
  found: { prefCode: string | null; code5: string | null };
  error?: string;
}

export const placeOf = async (typed: string): Promise<PlaceRead> =>
  readPlace(typed, await placeNamed(typed));

function readPlace(typed: string, named: PlaceNamed): PlaceRead {
  const nowhere = { prefCode: null, code5: null };
  if (named.kind === 'nothing') return { found: nowhere };
  if (named.kind === 'prefecture')
    return { found: { prefCode: named.prefecture.prefCode, code5: null } };
  if (named.kind === 'area')
    return { found: { prefCode: named.area.prefCode, code5: named.area.code5 } };
  return { found: nowhere, error: placeError(typed, named) };
}

type Unclear = Extract<PlaceNamed, { kind: 'several' | 'unknown' }>;

const placeError = (typed: string, named: Unclear): string =>
  named.kind === 'unknown'
    ? m.staff_window_problem_unknown({ name: typed })
    : m.staff_problem_area_several({
        examples: named.areas.slice(0, 2).map(fullName).join(m.ui_comma()),
      });

const MOST_SAID = 3;

/** More than the prefecture with the most municipalities has; each is looked for among all there are. */
const MOST_NAMED = 200;

/** 「尼崎市、西宮市」, one after the other; a word that is no municipality stays as it is. */
async function codesOf(typed: string): Promise<{ codes: string[]; error?: string }> {
  const words = [...new Set(typed.split(/[、,，・\n]+/u).map((word) => word.trim()))].filter(
    Boolean,
  );
  if (words.length > MOST_NAMED) return { codes: [''], error: windowProblemWord('long') };
  const places = (await placesNamed(words)).map((named, at) => readPlace(words[at] ?? '', named));
  const codes = places.map(({ found }, at) => found.code5 ?? words[at] ?? '');
  const errors = places.flatMap(({ found, error }, at) =>
    found.code5 ? [] : [error ?? m.staff_window_problem_town({ name: words[at] ?? '' })],
  );
  return errors.length > 0 ? { codes, error: errors.slice(0, MOST_SAID).join(' ') } : { codes };
}

/** The names of a record's places, as the form takes them again. */
export async function placesInWords(window: WindowDetail, named: ServedAsNamed) {
  const [home, prefectures] = await Promise.all([
    findAreas(window.code5 ? [window.code5] : []),
    listPrefectures(),
  ]);
  const names = async (codes: string[]) => (await findAreas(codes)).map(fullName).join('、');
  const prefecture = prefectures.find(({ prefCode }) => prefCode === window.prefCode);
  return {
    place: home[0] ? fullName(home[0]) : (prefecture?.name ?? ''),
    // Its own place stands above them.
    serves: await names(named.serves.filter((code5) => code5 !== window.code5)),
    excludes: await names(named.excludes),
    districts: named.districts,
    excludedDistricts: named.excludedDistricts,
  };
}

/** The districts to choose from where a window is and serves. */
export async function districtsFor({ prefCode, code5, serves = [] }: WindowInput) {
  const codes = [...new Set([code5 ?? '', ...serves])].filter(Boolean);
  const groups = prefCode ? await groupsOf(prefCode) : [];
  const districts = [...(await Promise.all(codes.map(districtsOf))).flat(), ...groups];
  return districts.map(({ id, name }) => ({ value: id, label: name }));
}

/** The organisations that may take part in a window. */
export const partnersOf = async ({ prefCode }: WindowInput) =>
  (await partnersFor(prefCode)).map(({ id, name }) => ({ value: id, label: name }));

/** What the form shows beside what was typed; the districts stay those there were while a place is not understood. */
export const shownBeside = async ({ values, input, errors }: Typed) => ({
  preview: previewOf(values),
  districts: Object.keys(errors).length > 0 ? undefined : await districtsFor(input),
});

/** Shows what was typed again, with what it comes to; nothing is written. */
export async function previewAction(event: RequestEvent) {
  signedIn(event);
  const typed = await readEditor(event.request);
  return { values: typed.values, errors: typed.errors, ...(await shownBeside(typed)) };
}

/** The hours read back, and what they come to on the next seven days; undefined while they cannot be understood. */
export function previewOf(values: WindowForm) {
  const hours = rulesOf(values.hours);
  const exceptions = exceptionsOf(values.exceptions);
  const clear = [...hours, ...exceptions.flatMap((one) => one.hours)].every(
    ({ opens, closes }) => opens >= 0 && opens < closes,
  );
  if (!clear || (hours.length === 0 && exceptions.length === 0)) return undefined;
  return {
    sentences: hours.length > 0 ? [describeHours(hours)] : [],
    dates: comingHours({ hours, exceptions }, now()).map((day) => dayOfHoursWords(day)),
  };
}

/** Field of the form → what to do; of hours the fields of their rows, where these tell it. */
export function errorsOf(
  typed: Typed,
  problems: Record<string, WindowProblem>,
): Record<string, string> {
  const inRows: Record<string, Record<string, WindowProblem>> = {
    hours: hoursProblems(typed.values.hours),
    exceptions: exceptionProblems(typed.values.exceptions),
  };
  const refused = Object.entries(problems).flatMap(([path, problem]) => {
    const field = fieldOf(path);
    const rows = Object.entries(inRows[field] ?? {});
    return rows.length > 0 ? rows : [[field, inRows[field] ? timesOr(problem) : problem] as const];
  });
  return {
    ...Object.fromEntries(refused.map(([field, problem]) => [field, windowProblemWord(problem)])),
    ...typed.errors,
  };
}

const timesOr = (problem: WindowProblem): WindowProblem =>
  problem === 'choice' ? 'times' : problem;

const fieldOf = (path: string): string =>
  path === 'prefCode' ? 'place' : (path.split('.')[0] ?? path);
