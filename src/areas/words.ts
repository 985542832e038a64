import { m } from '#paraglide/messages';
import { getLocale } from '#paraglide/runtime';
import type { Area, Prefecture } from './area.ts';
import type { DistrictKind } from './district.ts';
import type { Nearness } from './nearness.ts';
import { romanName } from './roman.ts';

/** "東京都豊島区"; on English pages "Toshima-ku, Tokyo". */
export const areaWord = (area: Area): string =>
  getLocale() === 'en'
    ? `${romanName(area)}, ${area.prefectureEn}`
    : `${area.prefecture}${area.name}`;

export const prefectureWord = ({ name, nameEn }: Pick<Prefecture, 'name' | 'nameEn'>): string =>
  getLocale() === 'en' ? nameEn : name;

export const nearnessWord = (nearness: Nearness): string =>
  ({
    same_town: m.areas_nearness_same_town,
    next_town: m.areas_nearness_next_town,
    same_prefecture: m.areas_nearness_same_prefecture,
    online: m.areas_nearness_online,
  })[nearness]();

export const districtKindWord = (kind: DistrictKind): string =>
  ({
    ward: m.areas_district_kind_ward,
    catchment: m.areas_district_kind_catchment,
    group: m.areas_district_kind_group,
  })[kind]();
