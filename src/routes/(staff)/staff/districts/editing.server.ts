/** What the pages of the editor share: what was typed in words, and what was refused. */
import { fullName, type DistrictPlace } from '#areas';
import { areasOf, findAreas, listPrefectures, postalCodesElsewhere } from '#areas/server';
import { m } from '#paraglide/messages';
import { textOf } from '#platform/form';
import type { DistrictInput, DistrictProblem } from '#windows';
import type { DistrictToKeep } from '#windows/server';
import { placeOf } from '../windows/editing.server.ts';
import { districtFormOf, readDistrictForm, type DistrictForm } from './district-form.ts';
import { districtProblemWord } from './district-words.ts';
import { postalCode, readStreets, readTownNames } from './members.ts';

export interface Typed {
  values: DistrictForm;
  input: DistrictInput;
  /** Of the district that the form was filled from. */
  edition: string;
  /** What could not be understood. */
  errors: Record<string, string>;
}

const LONGEST_PLACE = 100;

export async function readEditor(request: Request): Promise<Typed> {
  const data = await request.formData();
  const values = readDistrictForm(data);
  const { found, error } = await placeOf(values.place.slice(0, LONGEST_PLACE));
  const members = await membersOf(values, found);
  const { kind, name, kana } = values;
  return {
    values,
    // The kind comes as text; zod holds it to the known ones.
    input: { kind: kind as DistrictInput['kind'], name, kana, ...found, ...members.read },
    edition: textOf(data, 'edition'),
    errors: {
      ...(error ? { place: error } : {}),
      ...(members.error ? { members: members.error } : {}),
    },
  };
}

interface Members {
  read: Pick<DistrictInput, 'streets' | 'areas'>;
  error?: string | undefined;
}

const membersOf = ({ kind, members }: DistrictForm, place: DistrictPlace): Promise<Members> =>
  kind === 'group' ? townsOf(members, place.prefCode) : streetsOf(members, place.code5);

async function townsOf(text: string, prefCode: string | null): Promise<Members> {
  if (!prefCode) return { read: {} };
  const { areas, unknown } = readTownNames(text, await areasOf(prefCode));
  return {
    read: { areas },
    error: unknown[0] && m.staff_district_problem_unknown({ name: unknown[0].slice(0, SAID) }),
  };
}

async function streetsOf(text: string, code5: string | null): Promise<Members> {
  const { streets, unclear } = readStreets(text);
  const codes = streets.flatMap(({ postalPrefix }) => postalPrefix ?? []);
  const elsewhere = code5 ? await postalCodesElsewhere(code5, codes) : [];
  return { read: { streets }, error: unclearWord(unclear) ?? elsewhereWord(elsewhere) };
}

/** Of what was typed, as much as tells which place is meant. */
const SAID = 40;
const CODES_SAID = 3;

const unclearWord = ([first]: string[]): string | undefined =>
  first && m.staff_district_problem_unclear({ line: first.slice(0, SAID) });

const elsewhereWord = (codes: string[]): string | undefined =>
  codes.length === 0
    ? undefined
    : m.staff_district_problem_elsewhere({
        codes: codes.slice(0, CODES_SAID).map(postalCode).join('、'),
      });

/** Field of the form → what to do. */
export const errorsOf = (
  typed: Pick<Typed, 'errors'>,
  problems: Record<string, DistrictProblem>,
): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(problems).map(([path, problem]) => [
      /^(streets|areas)\b/u.test(path) ? 'members' : path,
      districtProblemWord(problem),
    ]),
  ),
  ...typed.errors,
});

/** A kept one as the form shows it, and its place by name. */
export async function shownOf({ district, edition }: DistrictToKeep) {
  const [town] = await findAreas(district.code5 ? [district.code5] : []);
  const prefectures = town ? [] : await listPrefectures();
  const prefecture = prefectures.find(({ prefCode }) => prefCode === district.prefCode);
  return {
    values: districtFormOf(district, await findAreas(district.areas)),
    place: town ? fullName(town) : (prefecture?.name ?? ''),
    edition,
  };
}
