import { now } from '#platform/clock';
import { sql, type Database } from '#platform/db';
import { localDate } from '#platform/tokyo';
import type { HoursException } from './hours.ts';
import { readRules } from './hours-rules.ts';
import { partsOf } from './parts-queries.server.ts';
import type {
  DistrictServed,
  Level,
  Method,
  ServedAsNamed,
  WindowDetail,
  WindowLanguage,
  WindowRecord,
} from './window.ts';

/** Of windows, those that have not ended; one that is to end is there until its day. */
export const goesOn = (endedOn = 'ended_on') =>
  sql<boolean>`coalesce(${sql.ref(endedOn)} > ${localDate(now())}::date, true)`;

const windowColumns = [
  'id',
  'organisation_id as organisationId',
  'name',
  'operated_by as operatedBy',
  'lead_department as leadDepartment',
  'target_persons as targetPersons',
  'minimum_age as minimumAge',
  'maximum_age as maximumAge',
  'age_note as ageNote',
  'family_only as familyOnly',
  'takes_home_visits as takesHomeVisits',
  'accepts_neighbours as acceptsNeighbours',
  'phone',
  'email',
  'url',
  'address',
  'accessibility',
  'pref_code as prefCode',
  'code5',
  'area_note as areaNote',
  'hours_text as hoursText',
  'hours',
  'closed_text as closedText',
  'message',
  'receives',
  'what_changes as whatChanges',
  'ring_seconds as ringSeconds',
  'source_url as sourceUrl',
  'source_date as sourceDate',
  'source_note as sourceNote',
  'verified_on as verifiedOn',
  'listed_on as listedOn',
  'demonstration',
] as const;

/** The municipalities named, those of its groups, and those of its districts where it serves parts only. */
const servedCodes = sql<string[]>`array(
  select code5 from window_areas where window_id = windows.id and not excluded
  union select coalesce(district_areas.code5, districts.code5) from window_districts
    join districts on districts.id = window_districts.district_id
    left join district_areas on district_areas.district_id = districts.id
    where window_id = windows.id and not excluded and coalesce(district_areas.code5, districts.code5) is not null
  order by 1)`;

const excludedCodes = sql<string[]>`array(
  select code5 from window_areas where window_id = windows.id and excluded
  union select code5 from window_districts
    join district_areas on district_areas.district_id = window_districts.district_id
    where window_id = windows.id and excluded
  order by 1)`;

const districtsNamed = (excluded: boolean) => sql<DistrictServed[]>`coalesce((
  select json_agg(json_build_object('id', districts.id, 'code5', code5, 'name', name) order by kana, name)
  from window_districts join districts on districts.id = window_districts.district_id
  where window_id = windows.id and excluded = ${excluded} and code5 is not null), '[]')`;

const exceptionsFrom = (today: string) => sql<HoursException[]>`coalesce((
  select json_agg(json_build_object('date', on_date, 'hours', hours, 'note', note) order by on_date)
  from window_exceptions where window_id = windows.id and on_date >= ${today}::date - 1), '[]')`;

/** The municipal ones first, then by place and name; those that have ended too. */
const everyWindow = (db: Database, today: string) =>
  db
    .selectFrom('windows')
    .select(windowColumns)
    // The check constraints windows_level and windows_methods admit these words only.
    .select((eb) => [
      eb.ref('level').$castTo<Level>().as('level'),
      eb.ref('methods').$castTo<Method[]>().as('methods'),
      eb.ref('languages').$castTo<WindowLanguage[]>().as('languages'),
      exceptionsFrom(today).as('exceptions'),
      servedCodes.as('serves'),
      excludedCodes.as('excludes'),
      districtsNamed(false).as('districts'),
      districtsNamed(true).as('excludedDistricts'),
    ])
    .orderBy(sql`array_position(array['town', 'shared', 'prefecture', 'nationwide'], level)`)
    .orderBy('pref_code')
    .orderBy('code5')
    .orderBy('name')
    .orderBy('id');

const windows = (db: Database, today: string) => everyWindow(db, today).where(goesOn());

const recordsOf = async (query: ReturnType<typeof everyWindow>): Promise<WindowRecord[]> =>
  (await query.execute()).map((row) => ({ ...row, hours: readRules(row.hours) }));

/** The whole record of a window that has not ended. */
export async function windowById(
  db: Database,
  id: string,
  today: string,
): Promise<WindowDetail | undefined> {
  const row = await windows(db, today).where('id', '=', id).executeTakeFirst();
  return row && { ...row, hours: readRules(row.hours), ...(await partsOf(db, id, 'everybody')) };
}

export interface Kept {
  window: WindowDetail;
  endedOn: string | null;
  /** The name of whoever checked it last. */
  verifiedBy: string | null;
  named: ServedAsNamed;
}

/** The same for those who keep it, ended or not. */
export async function keptById(db: Database, id: string, today: string): Promise<Kept | undefined> {
  const row = await everyWindow(db, today)
    .select([
      'ended_on as endedOn',
      sql<string | null>`(select display_name from accounts where id = verified_by)`.as(
        'verifiedBy',
      ),
      sql<ServedAsNamed>`json_build_object(
        'serves', array(select code5 from window_areas where window_id = windows.id and not excluded order by 1),
        'excludes', array(select code5 from window_areas where window_id = windows.id and excluded order by 1),
        'districts', array(select district_id from window_districts where window_id = windows.id and not excluded),
        'excludedDistricts', array(select district_id from window_districts where window_id = windows.id and excluded))`.as(
        'named',
      ),
    ])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { endedOn, verifiedBy, named, ...window } = row;
  const hours = readRules(window.hours);
  return {
    window: { ...window, hours, ...(await partsOf(db, id, 'keepers')) },
    endedOn,
    verifiedBy,
    named,
  };
}

export interface WindowSelection {
  prefCode?: string | undefined;
  method?: Method | undefined;
  ids?: string[] | undefined;
  organisationId?: string | undefined;
}

export async function selectWindows(
  db: Database,
  selection: WindowSelection,
  today: string,
): Promise<WindowRecord[]> {
  let query = windows(db, today);
  if (selection.prefCode) query = query.where('pref_code', '=', selection.prefCode);
  if (selection.method) query = query.where(sql<boolean>`${selection.method} = any(methods)`);
  if (selection.ids) query = query.where(sql<boolean>`id = any(${selection.ids}::uuid[])`);
  const { organisationId } = selection;
  if (organisationId) query = query.where('organisation_id', '=', organisationId);
  return recordsOf(query);
}

/** An organisation's, or all of them, those that have ended too. */
export async function keptWindowsOf(
  db: Database,
  organisationId: string | null,
  today: string,
): Promise<WindowRecord[]> {
  let query = everyWindow(db, today);
  if (organisationId !== null) query = query.where('organisation_id', '=', organisationId);
  return recordsOf(query);
}

/** Those that answer for a prefecture as a whole, and for everybody. */
export const windowsBeyond = (
  db: Database,
  prefCode: string | null,
  today: string,
): Promise<WindowRecord[]> => recordsOf(windows(db, today).where(answersBeyond(prefCode)));

/** All that may answer for a municipality: its own, its prefecture's, nationwide ones, and willing neighbours'. */
export const windowsAround = (
  db: Database,
  code5: string,
  today: string,
): Promise<WindowRecord[]> => {
  // Not given as a list: whoever asks looks the neighbours up in the same moment.
  const near = sql`(select ${code5} union all
    select neighbour_code5 from area_neighbours where area_neighbours.code5 = ${code5})`;
  return recordsOf(
    windows(db, today).where(
      sql<boolean>`(${answersBeyond(code5.slice(0, 2))}
        or code5 in ${near} or exists (
          select from window_areas where window_id = windows.id and not excluded and code5 in ${near})
        or exists (
          select from window_districts
          join districts on districts.id = window_districts.district_id
          left join district_areas on district_areas.district_id = districts.id
          where window_id = windows.id and not excluded
            and coalesce(district_areas.code5, districts.code5) in ${near}))`,
    ),
  );
};

const answersBeyond = (prefCode: string | null) =>
  sql<boolean>`(level = 'nationwide' or (level = 'prefecture' and pref_code = ${prefCode}))`;

/** Municipalities where a window is, by code. */
export const townsOfWindows = async (db: Database): Promise<string[]> => {
  const rows = await db
    .selectFrom('windows')
    .select('code5')
    .distinct()
    .where('code5', 'is not', null)
    .where(goesOn())
    .orderBy('code5')
    .$narrowType<{ code5: string }>()
    .execute();
  return rows.map(({ code5 }) => code5);
};

export const endWindowsOf = async (
  db: Database,
  organisationId: string,
  today: string,
): Promise<void> =>
  void (await db
    .updateTable('windows')
    .set({ ended_on: today })
    .where('organisation_id', '=', organisationId)
    .where(goesOn())
    .execute());
