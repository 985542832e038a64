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
  /** Names of the streets it holds, as its city lists them. */
  streetNames: string[];
  demonstration: boolean;
}

/** 区, 地区, 圏域. */
export const DISTRICT_KINDS = ['ward', 'catchment', 'group'] as const;
export type DistrictKind = (typeof DISTRICT_KINDS)[number];

/** With all that belongs to it, in the order it was written. */
export interface WholeDistrict extends District {
  /** Of a ward or catchment. */
  streets: Street[];
  /** Of a group: codes of its municipalities, by number. */
  areas: string[];
}

/** A part of a ward or catchment, by its name, its postal code, or both. */
export interface Street {
  /** As its city calls it: a street, a block, a part of the town; empty where the code alone tells it. */
  name: string;
  /** 5 or 7 digits. */
  postalPrefix: string | null;
}

/** What it lies in: a municipality, or for a group a prefecture. */
export type DistrictPlace = Pick<District, 'code5' | 'prefCode'>;

/** Wards and catchments lie inside a municipality; a group holds several of a prefecture. */
export type NewDistrict = Pick<District, 'name'> & {
  kana?: string;
  demonstration?: boolean;
} & (
    | { kind: 'ward' | 'catchment'; code5: string; streets?: Partial<Street>[] }
    | { kind: 'group'; prefCode: string; areas: string[] }
  );
