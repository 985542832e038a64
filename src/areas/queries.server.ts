import type { Database } from '#platform/db';
import type { Area, AreaKind, Prefecture } from './area.ts';

const areas = (db: Database) =>
  db
    .selectFrom('areas')
    .innerJoin('prefectures', 'prefectures.pref_code', 'areas.pref_code')
    .select([
      'areas.code5',
      'areas.pref_code as prefCode',
      'prefectures.name as prefecture',
      'prefectures.name_en as prefectureEn',
      'areas.name',
      'areas.kana',
      // The check constraint areas_kind admits these words only.
      (eb) => eb.ref('areas.kind').$castTo<AreaKind>().as('kind'),
    ])
    .orderBy('areas.code5');

export const allAreas = (db: Database): Promise<Area[]> => areas(db).execute();

export const areaByCode = (db: Database, code5: string): Promise<Area | undefined> =>
  areas(db).where('areas.code5', '=', code5).executeTakeFirst();

export const areasByCodes = (db: Database, codes: string[]): Promise<Area[]> =>
  codes.length === 0 ? Promise.resolve([]) : areas(db).where('areas.code5', 'in', codes).execute();

export const areasInPrefecture = (db: Database, prefCode: string): Promise<Area[]> =>
  areas(db).where('areas.pref_code', '=', prefCode).execute();

export const areasOfPostalPrefix = (db: Database, prefix: string): Promise<Area[]> =>
  areas(db)
    .innerJoin('postal_prefixes', 'postal_prefixes.code5', 'areas.code5')
    .where('postal_prefixes.prefix', '=', prefix)
    .execute();

export const prefectures = (db: Database): Promise<Prefecture[]> =>
  db
    .selectFrom('prefectures')
    .select(['pref_code as prefCode', 'name', 'kana', 'name_en as nameEn'])
    .orderBy('pref_code')
    .execute();

export const neighbourCodes = async (db: Database, code5: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('area_neighbours')
    .select('neighbour_code5')
    .where('code5', '=', code5)
    .orderBy('distance_km')
    .orderBy('neighbour_code5')
    .execute();
  return rows.map((row) => row.neighbour_code5);
};
