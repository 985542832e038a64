/** A named part of a municipality, or a group of them, where windows need one. */
export interface District {
  id: string;
  kind: DistrictKind;
  /** Of a ward or catchment. */
  code5: string | null;
  /** Of a group. */
  prefCode: string | null;
  name: string;
  /** Hiragana; may be empty. */
  kana: string;
  /** Names of the towns it holds, as its city lists them. */
  towns: string[];
  demonstration: boolean;
}

/** 区, 地区, 圏域. */
export type DistrictKind = 'ward' | 'catchment' | 'group';

/** A street of a district, by its name, its postal code, or both. */
export interface DistrictTown {
  town?: string;
  /** 5 or 7 digits. */
  postalPrefix?: string;
}

/** Wards and catchments lie inside a municipality; a group holds several of a prefecture. */
export type NewDistrict = Pick<District, 'name'> & {
  kana?: string;
  demonstration?: boolean;
} & (
    | { kind: 'ward' | 'catchment'; code5: string; towns?: DistrictTown[] }
    | { kind: 'group'; prefCode: string; areas: string[] }
  );
