/** What keeping a window's record writes, and whose records there may be. */
import { holdPublishing } from '#organisations/server';
import { sql, type Database } from '#platform/db';
import type { GivenWindow } from './input.ts';
import { placeName } from './list-queries.server.ts';

export interface Keeper {
  id: string;
  name: string;
  prefCode: string | null;
  code5: string | null;
  /** Its place by name, with the prefecture; empty for the whole country. */
  place: string;
}

/** Only organisations that are shown may have a window that is. */
const shownOrganisations = (db: Database) =>
  db
    .selectFrom('organisations')
    .leftJoin('prefectures', 'prefectures.pref_code', 'organisations.pref_code')
    .leftJoin('areas', 'areas.code5', 'organisations.code5')
    .select([
      'organisations.id',
      'organisations.name',
      'organisations.pref_code as prefCode',
      'organisations.code5',
      placeName.as('place'),
    ])
    .where('organisations.shown', '=', true)
    .orderBy('organisations.name');

export const keepers = (db: Database, ids: string[] | 'all'): Promise<Keeper[]> => {
  if (ids === 'all') return shownOrganisations(db).execute();
  return ids.length === 0
    ? Promise.resolve([])
    : shownOrganisations(db).where('organisations.id', 'in', ids).execute();
};

export const partners = (db: Database, prefCode: string | null): Promise<Keeper[]> =>
  shownOrganisations(db)
    .where((eb) =>
      eb.or([
        eb('organisations.pref_code', 'is', null),
        eb('organisations.pref_code', '=', prefCode),
      ]),
    )
    .execute();

const selectOwner = (db: Database, id: string) =>
  db.selectFrom('windows').select('organisation_id as organisationId').where('id', '=', id);

/** Null where it is nobody's. */
export type Owner = { organisationId: string | null };

export const findOwner = (db: Database, id: string): Promise<Owner | undefined> =>
  selectOwner(db, id).executeTakeFirst();

/** Whose it is; its row stays locked until the transaction ends. */
export const lockOwner = (trx: Database, id: string): Promise<Owner | undefined> =>
  selectOwner(trx, id).forUpdate().executeTakeFirst();

interface Coming {
  listedOn: string;
  /** What one of the demonstration's people adds is a sample. */
  by: string | null;
  /** Made elsewhere; else the database makes one. */
  id?: string;
  /** With the demonstration. */
  ships?: true;
}

export async function insertWindow(
  trx: Database,
  given: GivenWindow,
  { listedOn, by, id: own, ships }: Coming,
): Promise<string> {
  const isSample = sql<boolean>`exists (select from accounts where id = ${by} and demonstration)`;
  const { id } = await trx
    .insertInto('windows')
    .values({
      ...columnsOf(given),
      ...(own ? { id: own } : {}),
      demonstration: ships ?? isSample,
      listed_on: listedOn,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export const updateWindow = (trx: Database, id: string, given: GivenWindow): Promise<unknown> =>
  trx.updateTable('windows').set(columnsOf(given)).where('id', '=', id).execute();

const columnsOf = (given: GivenWindow) => ({
  organisation_id: given.organisationId,
  name: given.name,
  operated_by: given.operatedBy,
  lead_department: given.leadDepartment,
  level: given.level,
  target_persons: given.targetPersons,
  minimum_age: given.minimumAge,
  maximum_age: given.maximumAge,
  age_note: given.ageNote,
  family_only: given.familyOnly,
  takes_home_visits: given.takesHomeVisits,
  accepts_neighbours: given.acceptsNeighbours,
  methods: given.methods,
  languages: given.languages,
  phone: given.phone,
  email: given.email,
  url: given.url,
  address: given.address,
  accessibility: given.accessibility,
  pref_code: given.prefCode,
  code5: given.code5,
  area_note: given.areaNote,
  ring_seconds: given.ringSeconds,
  hours: asJsonb(given.hours),
  hours_text: given.hoursText,
  closed_text: given.closedText,
  message: given.message,
  receives: given.receives,
  what_changes: given.whatChanges,
  source_url: given.sourceUrl,
  source_date: given.sourceDate,
  source_note: given.sourceNote,
});

const asJsonb = (value: unknown) => sql<string>`${JSON.stringify(value)}::jsonb`;

/** Areas, districts, single dates, counsellors and organisations of a window become those given. */
export async function replaceParts(trx: Database, id: string, given: GivenWindow): Promise<void> {
  for (const table of PARTS) await trx.deleteFrom(table).where('window_id', '=', id).execute();
  const rows = rowsOf(id, given);
  if (rows.areas.length > 0) await trx.insertInto('window_areas').values(rows.areas).execute();
  if (rows.districts.length > 0)
    await trx.insertInto('window_districts').values(rows.districts).execute();
  if (rows.exceptions.length > 0)
    await trx.insertInto('window_exceptions').values(rows.exceptions).execute();
  if (rows.counsellors.length > 0)
    await trx.insertInto('window_counsellors').values(rows.counsellors).execute();
  if (rows.organisations.length > 0)
    await trx.insertInto('window_organisations').values(rows.organisations).execute();
}

const PARTS = [
  'window_areas',
  'window_districts',
  'window_exceptions',
  'window_counsellors',
  'window_organisations',
] as const;

/** What is both served and left out is left out. */
function rowsOf(id: string, given: GivenWindow) {
  const { excludes, excludedDistricts } = given;
  return {
    areas: [...split(given.serves, excludes)].map(([code5, excluded]) => ({
      window_id: id,
      code5,
      excluded,
    })),
    districts: [...split(given.districts, excludedDistricts)].map(([district_id, excluded]) => ({
      window_id: id,
      district_id,
      excluded,
    })),
    exceptions: given.exceptions.map(({ date, hours, note }) => ({
      window_id: id,
      on_date: date,
      hours: asJsonb(hours),
      note,
    })),
    counsellors: given.counsellors.map((one, position) => ({ window_id: id, position, ...one })),
    organisations: given.parts.map(({ organisationId, part }) => ({
      window_id: id,
      organisation_id: organisationId,
      part,
    })),
  };
}

const split = (served: string[], excluded: string[]): Map<string, boolean> =>
  new Map([
    ...served.map((one) => [one, false] as const),
    ...excluded.map((one) => [one, true] as const),
  ]);

export const markVerified = (
  trx: Database,
  id: string,
  { on, by }: { on: string; by: string },
): Promise<unknown> =>
  trx
    .updateTable('windows')
    .set({ verified_on: on, verified_by: by })
    .where('id', '=', id)
    .execute();

export const endOn = (trx: Database, id: string, date: string | null): Promise<unknown> =>
  trx.updateTable('windows').set({ ended_on: date }).where('id', '=', id).execute();

/** Whether it is not shown. Asked for a window that is still to end, which is public until then: the database checks only windows without an end. */
export const isHidden = async (trx: Database, organisationId: string | null): Promise<boolean> =>
  organisationId !== null && !(await holdPublishing(trx, organisationId))?.shown;
