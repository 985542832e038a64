import { sql, type Database } from '#platform/db';
import type { HoursRule } from './hours.ts';
import { hoursRules } from './hours-rules.ts';
import type { Hotline, HotlineMethod, HotlineTopic } from './hotline.ts';
import type { DistrictServed, Level, Method, WindowRecord } from './window.ts';

const windowColumns = [
  'id',
  'organisation_id as organisationId',
  'name',
  'operated_by as operatedBy',
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
  'pref_code as prefCode',
  'code5',
  'area_note as areaNote',
  'hours_text as hoursText',
  'hours',
  'closed_text as closedText',
  'message',
  'ring_seconds as ringSeconds',
  'source_url as sourceUrl',
  'source_date as sourceDate',
  'source_note as sourceNote',
  'verified_on as verifiedOn',
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

/** Windows that have not ended, the municipal ones first, then by place and name. */
const windows = (db: Database, today: string) =>
  db
    .selectFrom('windows')
    .select(windowColumns)
    // The check constraints windows_level and windows_methods admit these words only.
    .select((eb) => [
      eb.ref('level').$castTo<Level>().as('level'),
      eb.ref('methods').$castTo<Method[]>().as('methods'),
      servedCodes.as('serves'),
      excludedCodes.as('excludes'),
      districtsNamed(false).as('districts'),
      districtsNamed(true).as('excludedDistricts'),
    ])
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', today)]))
    .orderBy(sql`array_position(array['town', 'shared', 'prefecture', 'nationwide'], level)`)
    .orderBy('pref_code')
    .orderBy('code5')
    .orderBy('name')
    .orderBy('id');

export async function windowById(
  db: Database,
  id: string,
  today: string,
): Promise<WindowRecord | undefined> {
  const row = await windows(db, today).where('id', '=', id).executeTakeFirst();
  return row && { ...row, hours: readRules(row.hours) };
}

export interface WindowSelection {
  prefCode?: string | undefined;
  method?: Method | undefined;
  ids?: string[] | undefined;
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
  return (await query.execute()).map((row) => ({ ...row, hours: readRules(row.hours) }));
}

/** All that may answer for a municipality: its own, its prefecture's, nationwide ones, and willing neighbours'. */
export async function windowsAround(
  db: Database,
  code5: string,
  neighbours: string[],
  today: string,
): Promise<WindowRecord[]> {
  const codes = [code5, ...neighbours];
  const rows = await windows(db, today)
    .where(
      sql<boolean>`(level = 'nationwide' or (level = 'prefecture' and pref_code = ${code5.slice(0, 2)})
        or code5 = any(${codes}) or exists (
          select from window_areas where window_id = windows.id and not excluded and code5 = any(${codes}))
        or exists (
          select from window_districts
          join districts on districts.id = window_districts.district_id
          left join district_areas on district_areas.district_id = districts.id
          where window_id = windows.id and not excluded
            and coalesce(district_areas.code5, districts.code5) = any(${codes})))`,
    )
    .execute();
  return rows.map((row) => ({ ...row, hours: readRules(row.hours) }));
}

export const endWindowsOf = async (
  db: Database,
  organisationId: string,
  today: string,
): Promise<void> =>
  void (await db
    .updateTable('windows')
    .set({ ended_on: today })
    .where('organisation_id', '=', organisationId)
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', today)]))
    .execute());

const hotlineColumns = [
  'id',
  'name',
  'name_en as nameEn',
  'contact',
  'hours_text as hoursText',
  'hours_text_en as hoursTextEn',
  'hours',
  'free_of_charge as freeOfCharge',
  'hard_to_reach as hardToReach',
  'pref_code as prefCode',
  'area_note as areaNote',
  'area_note_en as areaNoteEn',
  'source_url as sourceUrl',
  'source_date as sourceDate',
  'verified_on as verifiedOn',
  'valid_from as validFrom',
  'valid_until as validUntil',
  'position',
] as const;

export async function allHotlines(db: Database): Promise<Hotline[]> {
  const rows = await db
    .selectFrom('hotlines')
    .select(hotlineColumns)
    // The check constraints hotlines_topic and hotlines_methods admit these words only.
    .select((eb) => [
      eb.ref('topic').$castTo<HotlineTopic>().as('topic'),
      eb.ref('methods').$castTo<HotlineMethod[]>().as('methods'),
    ])
    .orderBy('position')
    .execute();
  return rows.map((row) => ({ ...row, hours: readRules(row.hours) }));
}

/** Rules as stored; none, or unreadable ones, mean that the hours are unknown. */
function readRules(stored: unknown): HoursRule[] | null {
  const rules = hoursRules.safeParse(stored);
  return rules.success && rules.data.length > 0 ? rules.data : null;
}
