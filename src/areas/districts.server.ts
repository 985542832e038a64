import { db, type Database } from '#platform/db';
import { readAreaQuery } from './area-query.ts';
import type { District, NewDistrict } from './district.ts';
import {
  districtById,
  districtNamed,
  districtsInArea,
  districtsOfPostalPrefix,
  groupsInPrefecture,
  insertDistrict,
  insertGroupedAreas,
  insertTowns,
} from './district-queries.server.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** The wards or catchments of a municipality, by their reading; most municipalities have none. */
export const districtsOf = (code5: string): Promise<District[]> => districtsInArea(db, code5);

/** The groups of municipalities (圏域) of a prefecture. */
export const groupsOf = (prefCode: string): Promise<District[]> => groupsInPrefecture(db, prefCode);

/** A district of that municipality; one of another is none. */
export async function findDistrict(code5: string, id: string): Promise<District | undefined> {
  const district = uuid.test(id) ? await districtById(db, id) : undefined;
  return district?.code5 === code5 ? district : undefined;
}

/** Those a postal code of the municipality lies in: several where it is shared, none where that is not known. */
export async function districtsOfPostalCode(code5: string, typed: string): Promise<District[]> {
  const query = readAreaQuery(typed);
  if (query.kind !== 'postal') return [];
  const exact = await districtsOfPostalPrefix(db, code5, query.digits);
  return exact.length > 0 ? exact : districtsOfPostalPrefix(db, code5, query.digits.slice(0, 5));
}

/** Adds a district unless its municipality has one of that name; gives its id. */
export async function addDistrict(district: NewDistrict, trx: Database = db): Promise<string> {
  if (district.kind === 'group') {
    const id = await insertDistrict(trx, district);
    await insertGroupedAreas(trx, id, district);
    return id;
  }
  const known = await districtNamed(trx, district);
  if (known) return known.id;
  const id = await insertDistrict(trx, district);
  await insertTowns(trx, id, district.code5, district.towns ?? []);
  return id;
}
