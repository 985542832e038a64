import { db } from '#platform/db';
import type { Area, Prefecture } from './area.ts';
import { isAreaCode } from './area.ts';
import { findArea, listPrefectures, searchAreas } from './areas.server.ts';
import { allAreas } from './queries.server.ts';

/** What somebody typed for a place came to. */
export type PlaceNamed =
  | { kind: 'nothing' }
  | { kind: 'prefecture'; prefecture: Prefecture }
  | { kind: 'area'; area: Area }
  | { kind: 'several'; areas: Area[] }
  | { kind: 'unknown' };

/**
 * A prefecture, or a municipality by its code, name, kana, postal code or an address. A name that several bear is asked
 * back, the closest first; whoever writes a name in full means that one.
 */
export async function placeNamed(typed: string): Promise<PlaceNamed> {
  const [place] = await placesNamed([typed]);
  return place ?? { kind: 'nothing' };
}

/** Each as it stands alone; what they are looked for in is read once for all of them. */
export async function placesNamed(typed: string[]): Promise<PlaceNamed[]> {
  const prefectures = await listPrefectures();
  let read: Promise<Area[]> | undefined;
  const all = () => (read ??= allAreas(db));
  const places: PlaceNamed[] = [];
  for (const one of typed) places.push(await placeAmong(one, prefectures, all));
  return places;
}

async function placeAmong(
  typed: string,
  prefectures: Prefecture[],
  all: () => Promise<Area[]>,
): Promise<PlaceNamed> {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return { kind: 'nothing' };
  const prefecture = prefectures.find((one) => isNamed(one, text));
  if (prefecture) return { kind: 'prefecture', prefecture };
  const coded = isAreaCode(text) ? await findArea(text) : undefined;
  const found = coded ? [coded] : await searchAreas(text, all);
  const exact = found.filter((area) => namesOf(area).includes(text.replace(/\s/gu, '')));
  const [area, ...others] = exact.length > 0 ? exact : found;
  if (!area) return { kind: 'unknown' };
  return others.length > 0 ? { kind: 'several', areas: [area, ...others] } : { kind: 'area', area };
}

/** A prefecture by its name, in kana or in English, or by its code. */
export const prefectureNamed = async (typed: string): Promise<Prefecture | undefined> =>
  (await listPrefectures()).find((one) => isNamed(one, typed.normalize('NFKC').trim()));

/** 「高知」 is enough for 高知県; 北海道 bears its ending as part of the name. */
const isNamed = ({ name, kana, nameEn, prefCode }: Prefecture, text: string): boolean =>
  [name, kana, prefCode].includes(text) ||
  nameEn.toLowerCase() === text.toLowerCase() ||
  (name !== '北海道' && [name.slice(0, -1), kana.replace(/(けん|と|ふ)$/u, '')].includes(text));

const namesOf = ({ name, kana, prefecture }: Area): string[] => [name, kana, prefecture + name];
