/** The form of a district: every field as it was typed, so that nothing is lost by a refusal. */
import type { Area, DistrictKind, WholeDistrict } from '#areas';
import { textOf } from '#platform/form';
import { streetsInWords } from './members.ts';

export interface DistrictForm {
  kind: string;
  /** A name, or the code of a municipality or prefecture. */
  place: string;
  name: string;
  kana: string;
  members: string;
}

export const readDistrictForm = (data: FormData): DistrictForm => ({
  kind: textOf(data, 'kind'),
  place: textOf(data, 'place'),
  name: textOf(data, 'name'),
  kana: textOf(data, 'kana'),
  members: textOf(data, 'members'),
});

export const emptyDistrictForm = (kind: DistrictKind, place: string): DistrictForm => ({
  kind,
  place,
  name: '',
  kana: '',
  members: '',
});

/** A stored one as the form shows it again; `areas` are its municipalities. */
export const districtFormOf = (district: WholeDistrict, areas: Area[]): DistrictForm => ({
  kind: district.kind,
  place: district.code5 ?? district.prefCode ?? '',
  name: district.name,
  kana: district.kana,
  members:
    district.kind === 'group'
      ? areas.map(({ name }) => name).join('、')
      : streetsInWords(district.streets),
});
