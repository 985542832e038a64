import { m } from '#paraglide/messages';
import type { DistrictKind } from './district.ts';
import type { Nearness } from './nearness.ts';

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
