import { readFile } from 'node:fs/promises';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { DB } from '#platform/db';
import { keepReferenceData } from '#platform/db/reference-data';
import type { Hotline } from './hotline.ts';
import { readHotlines } from './hotline-rows.ts';

/** Idempotent: brings the hotlines to what ships; those that no longer ship go. Areas must be loaded before. */
export async function loadReferenceData(db: Kysely<DB>): Promise<'loaded' | 'unchanged'> {
  const csv = await readFile(new URL('./data/hotlines.csv', import.meta.url), 'utf8');
  return keepReferenceData(db, 'windows', [csv], (trx) => replaceHotlines(trx, readHotlines(csv)));
}

async function replaceHotlines(trx: Transaction<DB>, lines: Hotline[]): Promise<void> {
  await trx.deleteFrom('hotlines').execute();
  await trx.insertInto('hotlines').values(lines.map(rowOf)).execute();
}

const rowOf = (line: Hotline) => ({
  id: line.id,
  name: line.name,
  name_en: line.nameEn,
  topic: line.topic,
  methods: line.methods,
  contact: line.contact,
  hours_text: line.hoursText,
  hours_text_en: line.hoursTextEn,
  hours: line.hours && sql<string>`${JSON.stringify(line.hours)}::jsonb`,
  emergency: line.topic === 'emergency',
  free_of_charge: line.freeOfCharge,
  hard_to_reach: line.hardToReach,
  pref_code: line.prefCode,
  area_note: line.areaNote,
  area_note_en: line.areaNoteEn,
  source_url: line.sourceUrl,
  source_date: line.sourceDate,
  verified_on: line.verifiedOn,
  valid_from: line.validFrom,
  valid_until: line.validUntil,
  position: line.position,
});
