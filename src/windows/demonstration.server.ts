/** The demonstration's windows: real ones, read off public pages one by one, none of them checked by us. */
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { sql, type Kysely, type Transaction } from 'kysely';
import { demonstrationOrganiserOf } from '#organisations/server';
import type { DB } from '#platform/db';
import { steadyId } from '#platform/steady-id';
import { loadDistrictDesks } from './demonstration-districts.server.ts';
import {
  readAges,
  readHours,
  readLevel,
  readMethods,
  readServedAreas,
  takesHomeVisits,
  type NamedArea,
} from './listed-window.ts';

type Row = Record<string, string>;
type Given = (name: string) => string;

/** Adds those that are not there yet. Areas must be loaded, and the demonstration's organisations. */
export async function loadDemonstrationWindows(db: Kysely<DB>): Promise<void> {
  const csv = await readFile(new URL('./data/windows.csv', import.meta.url), 'utf8');
  const organised = await Promise.all(
    parse<Row>(csv, { columns: true }).map(async (row) => {
      const given = (name: string) => row[name] ?? '';
      const organiser = await demonstrationOrganiserOf(`${given('code5')} ${given('listed_as')}`);
      return { given, organiser: organiser ?? null };
    }),
  );
  const hachioji = (await demonstrationOrganiserOf('13201 はちまるサポート')) ?? null;
  await db.transaction().execute(async (trx) => {
    const areas = await namedAreas(trx);
    for (const { given, organiser } of organised) await addListed(trx, given, organiser, areas);
    await addNationwide(trx);
    await loadDistrictDesks(trx, hachioji, idOf);
  });
}

const namedAreas = (trx: Transaction<DB>): Promise<NamedArea[]> =>
  trx.selectFrom('areas').select(['code5', 'pref_code as prefCode', 'name']).execute();

async function addListed(
  trx: Transaction<DB>,
  given: Given,
  organiser: string | null,
  areas: NamedArea[],
): Promise<void> {
  const code5 = given('code5');
  const id = idOf(`${code5} ${given('listed_as')}`);
  const isPrefecture = code5.endsWith('000');
  const served = readServedAreas(given('service_area_note'), code5, areas);
  const added = await trx
    .insertInto('windows')
    .values({
      id,
      organisation_id: organiser,
      level: readLevel(code5, served, given('level')),
      pref_code: code5.slice(0, 2),
      code5: isPrefecture ? null : code5,
      ...factsOf(given),
    })
    .onConflict((row) => row.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added) await addAreas(trx, id, isPrefecture ? [] : served.serves, served.excludes);
}

function factsOf(given: Given) {
  const { minimumAge, maximumAge, ageNote } = readAges(given('age_limit'));
  const hours = readHours(given('hours_code'), given('closed_text'));
  return {
    name: given('name'),
    operated_by: given('operator'),
    target_persons: given('target'),
    minimum_age: minimumAge,
    maximum_age: maximumAge,
    age_note: ageNote,
    family_only: given('family_only_ok') === '1' ? true : null,
    methods: readMethods(given('methods'), given('phone'), given('email')),
    takes_home_visits: takesHomeVisits(given('methods')),
    phone: given('phone') || null,
    email: given('email') || null,
    url: given('url') || null,
    address: given('address') || null,
    area_note: given('service_area_note'),
    hours_text: given('hours_text'),
    hours: sql<string>`${JSON.stringify(hours)}::jsonb`,
    closed_text: given('closed_text'),
    source_url: given('source_url') || null,
    source_date: given('source_date') || null,
    source_note: given('note'),
    demonstration: true,
  };
}

async function addAreas(
  trx: Transaction<DB>,
  window: string,
  serves: string[],
  excludes: string[],
): Promise<void> {
  const rows = [
    ...serves.map((code5) => ({ window_id: window, code5, excluded: false })),
    ...excludes.map((code5) => ({ window_id: window, code5, excluded: true })),
  ];
  if (rows.length > 0) await trx.insertInto('window_areas').values(rows).execute();
}

/** No list of ours holds a nationwide window, so the last stage of a route gets an invented one that says so. */
async function addNationwide(trx: Transaction<DB>): Promise<void> {
  await trx
    .insertInto('windows')
    .values({
      id: idOf('nationwide'),
      name: '全国の相談（見本）',
      operated_by: 'つどいの見本',
      level: 'nationwide',
      target_persons: 'どなたでも',
      family_only: true,
      methods: ['chat'],
      area_note: '全国',
      source_note: 'この窓口は、使い方を見せるための見本です。実際にはありません。',
      demonstration: true,
    })
    .onConflict((row) => row.column('id').doNothing())
    .execute();
}

/** The same window has the same id in every demonstration, so links to it last. */
const idOf = (what: string): string => steadyId(`demonstration window ${what}`);
