import type { Database } from '#platform/db';
import type { Hotline, HotlineMethod, HotlineTopic } from './hotline.ts';
import { readRules } from './hours-rules.ts';

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
