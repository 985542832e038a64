import { sql, type Database } from '#platform/db';
import type { District, DistrictKind, NewDistrict } from './district.ts';

const districts = (db: Database) =>
  db
    .selectFrom('districts')
    .select([
      'id',
      'code5',
      'pref_code as prefCode',
      'name',
      'kana',
      'demonstration',
      // The check constraint districts_kind admits these words only.
      (eb) => eb.ref('kind').$castTo<DistrictKind>().as('kind'),
      sql<string[]>`array(select distinct town from district_towns
        where district_id = districts.id and town <> '' order by town)`.as('towns'),
    ])
    .orderBy('kana')
    .orderBy('name');

export const districtsInArea = (db: Database, code5: string): Promise<District[]> =>
  districts(db).where('code5', '=', code5).execute();

export const groupsInPrefecture = (db: Database, prefCode: string): Promise<District[]> =>
  districts(db).where('pref_code', '=', prefCode).execute();

export const districtById = (db: Database, id: string): Promise<District | undefined> =>
  districts(db).where('id', '=', id).executeTakeFirst();

export const districtsOfPostalPrefix = (
  db: Database,
  code5: string,
  prefix: string,
): Promise<District[]> =>
  districts(db)
    .where('id', 'in', (towns) =>
      towns
        .selectFrom('district_towns')
        .select('district_id')
        .where('code5', '=', code5)
        .where('postal_prefix', '=', prefix),
    )
    .execute();

export const districtNamed = (
  db: Database,
  { code5, name }: { code5: string; name: string },
): Promise<District | undefined> =>
  districts(db).where('code5', '=', code5).where('name', '=', name).executeTakeFirst();

export async function insertDistrict(trx: Database, district: NewDistrict): Promise<string> {
  const { kind, name, kana = '', demonstration = false } = district;
  const place =
    district.kind === 'group' ? { pref_code: district.prefCode } : { code5: district.code5 };
  const { id } = await trx
    .insertInto('districts')
    .values({ kind, name, kana, demonstration, ...place })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function insertGroupedAreas(
  trx: Database,
  id: string,
  { prefCode, areas }: { prefCode: string; areas: string[] },
): Promise<void> {
  if (areas.length === 0) return;
  const rows = areas.map((code5) => ({ district_id: id, pref_code: prefCode, code5 }));
  await trx.insertInto('district_areas').values(rows).execute();
}

export async function insertTowns(
  trx: Database,
  id: string,
  code5: string,
  towns: { town?: string; postalPrefix?: string }[],
): Promise<void> {
  if (towns.length === 0) return;
  const rows = towns.map(({ town = '', postalPrefix = null }) => ({
    district_id: id,
    code5,
    town,
    postal_prefix: postalPrefix,
  }));
  await trx.insertInto('district_towns').values(rows).execute();
}
