import { db } from '#platform/db';
import { isAreaCode, type Area, type Prefecture, type Vicinity } from './area.ts';
import { areasNamed, readAreaQuery } from './area-query.ts';
import { registerOf, type Register } from './register.ts';
import {
  allAreas,
  areaByCode,
  areasByCodes,
  areasInPrefecture,
  areasOfPostalPrefix,
  neighbourCodes,
  prefectures,
} from './queries.server.ts';

const mostShown = 50;

/** The municipality of a 5-digit JIS code; any other text has none. */
export const findArea = async (code5: string): Promise<Area | undefined> =>
  isAreaCode(code5) ? areaByCode(db, code5) : undefined;

/** Municipalities by their codes, in the order of codes; unknown ones are left out. */
export const findAreas = (codes: string[]): Promise<Area[]> => areasByCodes(db, codes);

/** All 47, by code. */
export const listPrefectures = (): Promise<Prefecture[]> => prefectures(db);

/** The municipalities of a prefecture, by code. */
export const areasOf = (prefCode: string): Promise<Area[]> => areasInPrefecture(db, prefCode);

/** Codes of the municipalities that share a land border, the nearest town hall first; none for islands. */
export const neighboursOf = (code5: string): Promise<string[]> => neighbourCodes(db, code5);

/** By postal code, name, kana or an address; the closest first, at most 50. Nothing readable finds nothing. */
export async function searchAreas(text: string, all = () => allAreas(db)): Promise<Area[]> {
  const query = readAreaQuery(text);
  if (query.kind === 'postal') return areasOfPostalCode(query.digits);
  if (query.kind !== 'name') return [];
  return areasNamed(query.words, await all()).slice(0, mostShown);
}

async function areasOfPostalCode(digits: string): Promise<Area[]> {
  const exact = await areasOfPostalPrefix(db, digits);
  return exact.length > 0 ? exact : areasOfPostalPrefix(db, digits.slice(0, 5));
}

/** Itself and its land neighbours; for an island its whole prefecture, never "the next town" over the sea. */
export async function areasNear(code5: string): Promise<Vicinity> {
  const neighbours = await neighbourCodes(db, code5);
  if (neighbours.length > 0) return { codes: [code5, ...neighbours], reach: 'neighbours' };
  const rest = (await areasInPrefecture(db, code5.slice(0, 2))).map((area) => area.code5);
  return { codes: [code5, ...rest.filter((code) => code !== code5)], reach: 'prefecture' };
}

/** All of them at hand, for whoever looks many up. */
export const areaRegister = async (): Promise<Register> =>
  registerOf(await allAreas(db), await prefectures(db));
