/** The shipped lines as they stand in data/hotlines.csv, for the database and for the page that needs none. */
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { HOTLINE_TOPICS, type Hotline } from './hotline.ts';
import { readHoursCode } from './hours-code.ts';

const flag = z.enum(['0', '1']).transform((text) => text === '1');
const optional = z.string().transform((text) => (text === '' ? null : text));

const hotlineRow = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  name_en: z.string().min(1),
  topic: z.enum(HOTLINE_TOPICS),
  methods: z
    .string()
    .transform((text) => text.split(';'))
    .pipe(z.array(z.enum(['phone', 'mail', 'chat']))),
  contact: z.string().min(1),
  hours_text: z.string().min(1),
  hours_text_en: z.string().min(1),
  hours_code: z.string().transform((code, context) => {
    const rules = readHoursCode(code);
    if (!rules) context.addIssue({ code: 'custom', message: `hours code "${code}"` });
    return rules?.length ? rules : null;
  }),
  free_of_charge: flag,
  hard_to_reach: flag,
  pref_code: optional,
  area_note: z.string(),
  area_note_en: z.string(),
  source_url: z.url(),
  source_date: z.string().min(1),
  verified_on: optional,
  valid_from: optional,
  valid_until: optional,
});

/** Lines in the order of the file, which is the order they are shown in. Throws where the file is broken. */
export const readHotlines = (csv: string): Hotline[] =>
  z
    .array(hotlineRow)
    .parse(parse(csv, { columns: true }))
    .map((row, position) => ({
      id: row.id,
      name: row.name,
      nameEn: row.name_en,
      topic: row.topic,
      methods: row.methods,
      contact: row.contact,
      hoursText: row.hours_text,
      hoursTextEn: row.hours_text_en,
      hours: row.hours_code,
      freeOfCharge: row.free_of_charge,
      hardToReach: row.hard_to_reach,
      prefCode: row.pref_code,
      areaNote: row.area_note,
      areaNoteEn: row.area_note_en,
      sourceUrl: row.source_url,
      sourceDate: row.source_date,
      verifiedOn: row.verified_on,
      validFrom: row.valid_from,
      validUntil: row.valid_until,
      position,
    }));
