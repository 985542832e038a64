import { districtKindWord, type DistrictKind } from '#areas';
import { m } from '#paraglide/messages';
import type { DistrictInput, DistrictProblem } from '#windows';
import { postalCode } from './members.ts';

export const kindChoices = (kinds: readonly DistrictKind[]) =>
  kinds.map((kind) => ({ value: kind, label: districtKindWord(kind) }));

type Problems = Record<string, DistrictProblem>;

/** Field of the form → what to do; all that is wrong with the members stands at their one field. */
export function errorsOf(
  { input, placeError }: { input: DistrictInput; placeError?: string | undefined },
  problems: Problems,
): Record<string, string> {
  const fields = Object.entries(problems).filter(([path]) => !isOfMembers(path));
  const members = memberWords(input, problems);
  return {
    ...Object.fromEntries(fields.map(([field, problem]) => [field, problemWord(problem)])),
    ...(placeError ? { place: placeError } : {}),
    ...(members.length > 0 ? { members: members.join(' ') } : {}),
  };
}

const isOfMembers = (path: string): boolean => /^(streets|areas)\b/u.test(path);

/** A sentence for each kind of problem, with the places that it is told of. */
function memberWords(input: DistrictInput, problems: Problems): string[] {
  const told = Object.entries(problems).filter(([path]) => isOfMembers(path));
  const kinds = Map.groupBy(told, ([, problem]) => problem);
  return [...kinds].map(([problem, some]) =>
    problemWord(problem, quoted(some.map(([path]) => typedAt(input, path)))),
  );
}

/** What stands at a path like `streets.3.name`, `areas.0`; nothing at a list's own. */
function typedAt({ streets = [], areas = [] }: DistrictInput, path: string): string {
  const [list, number, field] = path.split('.');
  if (number === undefined) return '';
  if (list === 'areas') return areas[Number(number)] ?? '';
  const street = streets[Number(number)];
  return field === 'name' ? (street?.name ?? '') : postalCode(street?.postalPrefix ?? '');
}

/** As much of what was typed as tells which places are meant. */
const LONGEST_SAID = 40;
const MOST_SAID = 3;

const quoted = (words: string[]): string =>
  words
    .filter(Boolean)
    .slice(0, MOST_SAID)
    .map((word) => word.slice(0, LONGEST_SAID))
    .join(m.ui_comma());

const problemWord = (problem: DistrictProblem, places = ''): string =>
  ({
    name: m.staff_district_problem_name,
    taken: m.staff_district_problem_taken,
    long: m.staff_district_problem_long,
    kana: m.staff_district_problem_kana,
    kind: m.staff_district_problem_kind,
    place: m.staff_district_problem_place,
    town: m.staff_district_problem_town,
    prefecture: m.staff_district_problem_prefecture,
    areas: () =>
      places
        ? m.staff_district_problem_unknown({ name: places })
        : m.staff_district_problem_areas(),
    many: m.staff_district_problem_many,
    postal: m.staff_district_problem_postal,
    unclear: () => m.staff_district_problem_unclear({ line: places }),
    elsewhere: () => m.staff_district_problem_elsewhere({ codes: places }),
  })[problem]();
