/** Districts as those who keep them see them, who may, and the windows that name one. */
import type { OrganisationId } from '#accounts';
import type { DistrictKind, DistrictPlace } from '#areas';
import { sql, type Database } from '#platform/db';
import { anywhere, placeName } from '../list-queries.server.ts';

export interface KeptDistrict {
  id: string;
  kind: DistrictKind;
  name: string;
  /** Its municipality's or prefecture's code. */
  place: string;
  /** With the prefecture. */
  placeName: string;
  /** Names: of municipalities for a group, else of streets. */
  members: string[];
  postalCodes: number;
  /** How many windows name it that have not ended. */
  windows: number;
}

export interface KeptPlace {
  /** Five digits of a municipality, two of a prefecture. */
  code: string;
  name: string;
}

export interface DistrictFilter {
  /** Words of its name, its municipality's or its prefecture's. */
  text: string;
  /** From 1. */
  page: number;
}

export const DISTRICTS_SHOWN = 50;

/** A municipality's organisations, and a prefecture's own: those that everybody sees. */
const keepingOrganisations = (db: Database) =>
  db
    .selectFrom('organisations')
    .leftJoin('areas', 'areas.code5', 'organisations.code5')
    .leftJoin('prefectures', 'prefectures.pref_code', 'organisations.pref_code')
    .where('organisations.shown', '=', true)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('organisations.kind', '=', 'municipality'),
          eb('organisations.code5', 'is not', null),
        ]),
        eb.and([
          eb('organisations.kind', '=', 'prefecture'),
          eb('organisations.code5', 'is', null),
          eb('organisations.pref_code', 'is not', null),
        ]),
      ]),
    );

/** The municipalities and prefectures that these organisations are. */
export const placesOf = (db: Database, organisations: string[]): Promise<KeptPlace[]> =>
  organisations.length === 0
    ? Promise.resolve([])
    : keepingOrganisations(db)
        .select([
          sql<string>`coalesce(organisations.code5, organisations.pref_code)`.as('code'),
          placeName.as('name'),
        ])
        .distinct()
        .where('organisations.id', 'in', organisations)
        .orderBy('code')
        .execute();

/** Whose the districts of a place are: mostly one organisation, or nobody's. */
export async function keepersOf(
  db: Database,
  { code5, prefCode }: DistrictPlace,
): Promise<OrganisationId[]> {
  const rows = await keepingOrganisations(db)
    .select('organisations.id')
    .where(
      sql<boolean>`coalesce(organisations.code5, organisations.pref_code) = ${code5 ?? prefCode}`,
    )
    .orderBy('organisations.id')
    .execute();
  return rows.map(({ id }) => id as OrganisationId); // The table's own ids.
}

/** Of some places, or all: those with these words. */
function found(db: Database, places: string[] | 'all', text: string) {
  return db
    .selectFrom('districts')
    .leftJoin('areas', 'areas.code5', 'districts.code5')
    .innerJoin('prefectures', (join) =>
      join.on(sql<boolean>`prefectures.pref_code = coalesce(districts.pref_code, areas.pref_code)`),
    )
    .$if(places !== 'all', (query) =>
      query.where(
        sql<boolean>`coalesce(districts.code5, districts.pref_code) = any(${[...places]})`,
      ),
    )
    .$if(text !== '', (query) =>
      query.where(
        sql<boolean>`concat_ws(' ', districts.name, districts.kana, areas.name, areas.kana, prefectures.name) ilike ${anywhere(text)}`,
      ),
    );
}

const memberNames = sql<string[]>`case districts.kind
  when 'group' then array(select one.name from district_areas join areas one using (code5)
    where district_id = districts.id order by one.code5)
  else array(select town from district_towns
    where district_id = districts.id and town <> '' group by town order by min(position), town) end`;

const postalCodes = sql<number>`(select count(distinct postal_prefix)::int from district_towns
  where district_id = districts.id)`;

const windowsOn = (today: string) =>
  sql<number>`(select count(*)::int from window_districts join windows on windows.id = window_id
    where district_id = districts.id and (ended_on is null or ended_on > ${today}))`;

/** By place and reading. */
const pageOf = (
  some: ReturnType<typeof found>,
  page: number,
  today: string,
): Promise<KeptDistrict[]> =>
  some
    .select([
      'districts.id',
      'districts.name',
      // The check constraint districts_kind admits these words only.
      (eb) => eb.ref('districts.kind').$castTo<DistrictKind>().as('kind'),
      sql<string>`coalesce(districts.code5, districts.pref_code)`.as('place'),
      placeName.as('placeName'),
      memberNames.as('members'),
      postalCodes.as('postalCodes'),
      windowsOn(today).as('windows'),
    ])
    .orderBy('prefectures.pref_code')
    .orderBy(sql`districts.code5 nulls first`)
    .orderBy('districts.kana')
    .orderBy('districts.name')
    .limit(DISTRICTS_SHOWN)
    .offset((page - 1) * DISTRICTS_SHOWN)
    .execute();

/** A page of them, and how many there are in all. */
export async function districtRows(
  db: Database,
  places: string[] | 'all',
  { text, page }: DistrictFilter,
  today: string,
): Promise<{ districts: KeptDistrict[]; count: number }> {
  const some = found(db, places, text);
  const counted = some.select((eb) => eb.fn.countAll<number>().as('count'));
  const { count } = await counted.executeTakeFirstOrThrow();
  return { districts: await pageOf(some, page, today), count: Number(count) };
}

/** Whether any window that has not ended is for some districts of a municipality only. */
export const namesDistrictsOf = async (
  db: Database,
  code5: string,
  today: string,
): Promise<boolean> =>
  (await db
    .selectFrom('window_districts')
    .innerJoin('districts', 'districts.id', 'window_districts.district_id')
    .innerJoin('windows', 'windows.id', 'window_districts.window_id')
    .select('windows.id')
    .where('districts.code5', '=', code5)
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', today)]))
    .limit(1)
    .executeTakeFirst()) !== undefined;

export interface NamingWindow {
  id: string;
  name: string;
  organisationId: string | null;
  organisation: string | null;
  /** It says that it does not serve the district. */
  excluded: boolean;
  endedOn: string | null;
}

/** Every window that names it, those that have ended too: one of those may go on again. */
export const windowsNaming = (db: Database, districtId: string): Promise<NamingWindow[]> =>
  db
    .selectFrom('window_districts')
    .innerJoin('windows', 'windows.id', 'window_districts.window_id')
    .leftJoin('organisations', 'organisations.id', 'windows.organisation_id')
    .select([
      'windows.id',
      'windows.name',
      'windows.organisation_id as organisationId',
      'organisations.name as organisation',
      'window_districts.excluded',
      'windows.ended_on as endedOn',
    ])
    .where('window_districts.district_id', '=', districtId)
    .orderBy('windows.ended_on', (order) => order.desc().nullsFirst())
    .orderBy('windows.name')
    .orderBy('windows.id')
    .execute();
