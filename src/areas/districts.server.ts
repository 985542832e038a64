import { db, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { readAreaQuery } from './area-query.ts';
import type { District, DistrictPlace, NewDistrict, WholeDistrict } from './district.ts';
import {
  deleteDistrict,
  districtById,
  districtsInArea,
  districtsOfPostalPrefix,
  groupsInPrefecture,
  insertDistrict,
  insertMembers,
  lockDistrictRow,
  prefixesElsewhere,
  updateDistrict,
  wholeById,
  wholeNamed,
} from './district-queries.server.ts';

/** The wards or catchments of a municipality, by their reading; most municipalities have none. */
export const districtsOf = (code5: string): Promise<District[]> => districtsInArea(db, code5);

/** The groups of municipalities (圏域) of a prefecture. */
export const groupsOf = (prefCode: string): Promise<District[]> => groupsInPrefecture(db, prefCode);

/** A district of that municipality; one of another is none. */
export async function findDistrict(code5: string, id: string): Promise<District | undefined> {
  const district = isId(id) ? await districtById(db, id) : undefined;
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
export async function addDistrictOnce(district: NewDistrict, trx: Database = db): Promise<string> {
  const place = district.kind === 'group' ? null : { code5: district.code5, prefCode: null };
  const known = place && (await wholeNamed(trx, place, district.name));
  return known?.id ?? createDistrict(trx, district);
}

/** Throws on a name that its place has already (`districts_name_once`). Whoever calls has asked for the right. */
export async function createDistrict(trx: Database, district: NewDistrict): Promise<string> {
  const id = await insertDistrict(trx, district);
  await insertMembers(trx, id, district);
  return id;
}

/** Name, reading and members become those given; what names it goes on pointing to it. */
export async function replaceDistrict(
  trx: Database,
  id: string,
  district: NewDistrict,
): Promise<void> {
  await updateDistrict(trx, id, district);
  await insertMembers(trx, id, district);
}

/** Throws while a window names it (`window_districts_district`). */
export const takeAwayDistrict = (trx: Database, id: string): Promise<unknown> =>
  deleteDistrict(trx, id);

/** With all that belongs to it. */
export const wholeDistrict = async (
  id: string,
  trx: Database = db,
): Promise<WholeDistrict | undefined> => (isId(id) ? wholeById(trx, id) : undefined);

/** The same, and nobody else revises it until the transaction ends. */
export const lockDistrict = async (
  trx: Database,
  id: string,
): Promise<WholeDistrict | undefined> =>
  (await lockDistrictRow(trx, id)) ? wholeById(trx, id) : undefined;

/** The one that bears a name in a municipality, or among the groups of a prefecture. */
export const districtNamed = (
  place: DistrictPlace,
  name: string,
  trx: Database = db,
): Promise<WholeDistrict | undefined> => wholeNamed(trx, place, name);

/** Postal codes of 5 or 7 digits that are known, but not for this municipality: slips of the pen, most likely. */
export const postalCodesElsewhere = (
  code5: string,
  prefixes: string[],
  trx: Database = db,
): Promise<string[]> =>
  prefixes.length === 0 ? Promise.resolve([]) : prefixesElsewhere(trx, code5, prefixes);
