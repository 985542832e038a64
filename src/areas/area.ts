/** A municipality, known by its 5-digit JIS code: names repeat, so a name alone never says which. */
export interface Area {
  code5: string;
  prefCode: string;
  prefecture: string;
  prefectureEn: string;
  name: string;
  /** Hiragana. */
  kana: string;
  kind: AreaKind;
}

export type AreaKind = 'designated_city' | 'city' | 'special_ward' | 'town' | 'village';

export interface Prefecture {
  prefCode: string;
  name: string;
  /** Hiragana. */
  kana: string;
  nameEn: string;
}

/** Which municipalities count as near: the land neighbours, or where the sea surrounds one, its prefecture. */
export interface Vicinity {
  codes: string[];
  reach: 'neighbours' | 'prefecture';
}

/** As a Japanese reader reads it; the prefecture always stands before, because names repeat. */
export const fullName = (area: Pick<Area, 'prefecture' | 'name'>): string =>
  `${area.prefecture} ${area.name}`;

export const isAreaCode = (text: string): boolean => /^[0-9]{5}$/.test(text);
