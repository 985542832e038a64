import { districtKindWord, type DistrictKind } from '#areas';
import { m } from '#paraglide/messages';
import type { DistrictProblem } from '#windows';

export const kindChoices = (kinds: readonly DistrictKind[]) =>
  kinds.map((kind) => ({ value: kind, label: districtKindWord(kind) }));

export const districtProblemWord = (problem: DistrictProblem): string =>
  ({
    name: m.staff_district_problem_name,
    taken: m.staff_district_problem_taken,
    long: m.staff_district_problem_long,
    kana: m.staff_district_problem_kana,
    kind: m.staff_district_problem_kind,
    place: m.staff_district_problem_place,
    town: m.staff_district_problem_town,
    prefecture: m.staff_district_problem_prefecture,
    areas: m.staff_district_problem_areas,
    many: m.staff_district_problem_many,
    postal: m.staff_district_problem_postal,
  })[problem]();
