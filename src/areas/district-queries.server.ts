import { sql, type Database } from '#platform/db';
import type {
  District,
  DistrictKind,
  DistrictPlace,
  NewDistrict,
  Street,
  WholeDistrict,
} from './district.ts';

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
      sql<string[]>`array(select town from district_towns
        where district_id = districts.id and town <> '' group by town order by min(position), town)`.as(
        'streetNames',
      ),
    ])
    .orderBy('kana')
    .orderBy('name');

export const districtsInArea = (db: Database, code5: string): Promise<District[]> =>
  districts(db).where('code5', '=', code5).execute();

export const groupsInPrefecture = (db: Database, prefCode: string): Promise<District[]> =>
  districts(db).where('pref_code', '=', prefCode).execute();

export const districtById = (db: Database, id: string): Promise<District | undefined> =>
  districts(db).where('id', '=', id).executeTakeFirst();

const wholeDistricts = (db: Database) =>
  districts(db).select([
    sql<Street[]>`coalesce((
      select json_agg(json_build_object('name', town, 'postalPrefix', postal_prefix) order by position, town, postal_prefix)
      from district_towns where district_id = districts.id), '[]')`.as('streets'),
    sql<
      string[]
    >`array(select code5 from district_areas where district_id = districts.id order by 1)`.as(
      'areas',
    ),
  ]);

export const wholeById = (db: Database, id: string): Promise<WholeDistrict | undefined> =>
  wholeDistricts(db).where('id', '=', id).executeTakeFirst();

/** Its name and members stay as they are until the transaction ends; windows may name it meanwhile. */
export const lockDistrictRow = (trx: Database, id: string): Promise<{ id: string } | undefined> =>
  trx.selectFrom('districts').select('id').where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

export const wholeNamed = (
  db: Database,
  place: DistrictPlace,
  name: string,
): Promise<WholeDistrict | undefined> =>
  wholeDistricts(db)
    .where('code5', 'is not distinct from', place.code5)
    .where('pref_code', 'is not distinct from', place.prefCode)
    .where('name', '=', name)
    .executeTakeFirst();

export const districtsOfPostalPrefix = (
  db: Database,
  code5: string,
  prefix: string,
): Promise<District[]> =>
  districts(db)
    .where('id', 'in', (streets) =>
      streets
        .selectFrom('district_towns')
        .select('district_id')
        .where('code5', '=', code5)
        .where('postal_prefix', '=', prefix),
    )
    .execute();

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

export async function updateDistrict(
  trx: Database,
  id: string,
  { kind, name, kana = '' }: NewDistrict,
): Promise<void> {
  await trx.updateTable('districts').set({ kind, name, kana }).where('id', '=', id).execute();
  await trx.deleteFrom('district_areas').where('district_id', '=', id).execute();
  await trx.deleteFrom('district_towns').where('district_id', '=', id).execute();
}

export const deleteDistrict = (trx: Database, id: string): Promise<unknown> =>
  trx.deleteFrom('districts').where('id', '=', id).execute();

export const insertMembers = (
  trx: Database,
  id: string,
  district: NewDistrict,
): Promise<unknown> =>
  district.kind === 'group'
    ? insertGroupedAreas(trx, id, district)
    : insertStreets(trx, id, district.code5, district.streets ?? []);

async function insertGroupedAreas(
  trx: Database,
  id: string,
  { prefCode, areas }: { prefCode: string; areas: string[] },
): Promise<void> {
  if (areas.length === 0) return;
  const rows = areas.map((code5) => ({ district_id: id, pref_code: prefCode, code5 }));
  await trx.insertInto('district_areas').values(rows).execute();
}

async function insertStreets(
  trx: Database,
  id: string,
  code5: string,
  streets: Partial<Street>[],
): Promise<void> {
  if (streets.length === 0) return;
  const rows = streets.map(({ name = '', postalPrefix = null }, position) => ({
    district_id: id,
    code5,
    town: name,
    postal_prefix: postalPrefix,
    position,
  }));
  await trx.insertInto('district_towns').values(rows).execute();
}

/** Those of the codes that the list knows for other municipalities only. */
export async function prefixesElsewhere(
  db: Database,
  code5: string,
  prefixes: string[],
): Promise<string[]> {
  const { rows } = await sql<{ prefix: string }>`
    select given.prefix from unnest(${prefixes}::text[]) with ordinality as given (prefix, position)
    where exists (select from postal_prefixes known where ${related})
      and not exists (select from postal_prefixes known where known.code5 = ${code5} and ${related})
    order by given.position`.execute(db);
  return rows.map(({ prefix }) => prefix);
}

/** The same code, or the five digits it begins with. */
const related = sql`(known.prefix in (given.prefix, left(given.prefix, 5)) or known.prefix like given.prefix || '%')`;
