/** What the pages of the editor share: what was typed in words, and what was refused. */
import { fullName, type DistrictPlace } from '#areas';
import { areasOf, findAreas, listPrefectures } from '#areas/server';
import { textOf } from '#platform/form';
import type { DistrictInput } from '#windows';
import type { DistrictToKeep } from '#windows/server';
import { placeOf } from '../windows/editing.server.ts';
import { districtFormOf, readDistrictForm, type DistrictForm } from './district-form.ts';
import { readStreets, readTownNames } from './members.ts';

export interface Typed {
  values: DistrictForm;
  /** What could not be understood stands in it as it was typed, and is refused by the verb. */
  input: DistrictInput;
  /** Of the district that the form was filled from. */
  edition: string;
  /** What is wrong with the place, where it could not be understood. */
  placeError?: string | undefined;
}

const LONGEST_PLACE = 100;

export async function readEditor(request: Request): Promise<Typed> {
  const data = await request.formData();
  const values = readDistrictForm(data);
  const { found, error } = await placeOf(values.place.slice(0, LONGEST_PLACE));
  const { kind, name, kana } = values;
  const members = await membersOf(values, found);
  return {
    values,
    // The kind comes as text; zod holds it to the known ones.
    input: { kind: kind as DistrictInput['kind'], name, kana, ...found, ...members },
    edition: textOf(data, 'edition'),
    placeError: error,
  };
}

async function membersOf(
  { kind, members }: DistrictForm,
  { prefCode }: DistrictPlace,
): Promise<Pick<DistrictInput, 'streets' | 'areas'>> {
  if (kind !== 'group') return { streets: readStreets(members) };
  return { areas: prefCode ? readTownNames(members, await areasOf(prefCode)) : [] };
}

/** A kept one as the form shows it, and its place by name. */
export async function shownOf({ district, edition }: DistrictToKeep) {
  const [town] = await findAreas(district.code5 ? [district.code5] : []);
  const prefectures = town ? [] : await listPrefectures();
  const prefecture = prefectures.find(({ prefCode }) => prefCode === district.prefCode);
  return {
    values: districtFormOf(district, await findAreas(district.areas)),
    place: town ? fullName(town) : (prefecture?.name ?? ''),
    town: town?.name,
    edition,
  };
}
