/**
 * Real gatherings, read from public pages one by one; each carries its page and date. None of their organisers
 * publishes here: nobody can sign up to them, and dates that are over stay over.
 */
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { listPrefectures } from '#areas/server';
import { demonstrationOrganiserOf } from '#organisations/server';
import { inTransaction, type DB } from '#platform/db';
import { addDays } from '#platform/tokyo';
import type { Insertable } from 'kysely';
import { closuresOf } from './closures.ts';
import { rulesOfCode } from './hours-code.ts';
import { materialiseBetween } from './materialise.server.ts';
import type { Audience, SeriesKind } from './occurrence.ts';
import type { Rule } from './rule.ts';
import { updateSeries } from './series-queries.server.ts';
import { insertSeries } from './series.server.ts';
import { findShippedSeries, shippedSeriesId } from './demonstration-queries.server.ts';

type Row = Record<string, string>;

/** When the pages were read: what was over then is shown as over. */
const READ_ON = '2026-11-21';

/** Adds those that are not there yet. */
export async function loadGatheringsSeen(): Promise<void> {
  const csv = await readFile(new URL('./data/gatherings-seen.csv', import.meta.url), 'utf8');
  for (const row of parse<Row>(csv, { columns: true })) await loadGathering(row);
}

async function loadGathering(row: Row): Promise<void> {
  const prefCode = await prefectureOf(row);
  const known = `${row['code5'] || `p${prefCode}`} ${row['name']}`;
  const organiser = await demonstrationOrganiserOf(known);
  const id = shippedSeriesId(known);
  if (!organiser || (await findShippedSeries(id, organiser, row['name'] ?? ''))) return;
  const rules = rulesOf(row);
  const over = row['end_date'] ? row['end_date'] < READ_ON : false;
  await inTransaction(async (trx) => {
    await insertSeries(trx, { id, ...seriesRowOf(row, organiser, prefCode) }, rules);
    if (!over) return;
    for (const { validFrom } of rules)
      await materialiseBetween(id, validFrom, addDays(validFrom, 1), trx);
    await updateSeries(trx, id, { state: 'ended' });
  });
}

async function prefectureOf(row: Row): Promise<string | null> {
  if (row['code5']) return row['code5'].slice(0, 2);
  return (await listPrefectures()).find(({ name }) => name === row['prefecture'])?.prefCode ?? null;
}

/** No rule where the source names no time of day: a time would be invented. */
function rulesOf(row: Row): Rule[] {
  const text = row['schedule_text'] ?? '';
  const from = /^\d{4}-\d{2}-\d{2}$/.test(row['source_date'] ?? '')
    ? row['source_date']
    : undefined;
  const coded = rulesOfCode(row['schedule_code'] ?? '', {
    from: from ?? '2026-11-01',
    until: null,
    ...closuresOf(text),
  });
  return coded ?? datedRuleOf(text);
}

function datedRuleOf(text: string): Rule[] {
  const [, date, h1, m1, h2, m2] =
    /^(\d{4}-\d{2}-\d{2}) (\d{1,2}):(\d{2})〜(\d{1,2}):(\d{2})/.exec(text) ?? [];
  if (!date) return [];
  return [
    {
      rrule: null,
      dates: [date],
      validFrom: date,
      validUntil: date,
      startsAtMinute: Number(h1) * 60 + Number(m1),
      endsAtMinute: Number(h2) * 60 + Number(m2),
      onHoliday: 'held',
      closedAtYearEnd: false,
      closedMonths: [],
    },
  ];
}

const seriesRowOf = (
  row: Row,
  organiser: string,
  prefCode: string | null,
): Insertable<DB['series']> => ({
  organisation_id: organiser,
  kind: kindOf(row),
  state: 'published',
  title: row['name'] ?? '',
  summary: [
    row['target'] && `対象: ${row['target']}`,
    row['application'] && `申込み: ${row['application']}`,
  ]
    .filter(Boolean)
    .join('\n'),
  audience: audienceOf(row['target'] ?? ''),
  format: 'onsite',
  pref_code: prefCode,
  code5: row['code5'] || null,
  place_name: row['venue'] ?? '',
  fee: row['fee'] ?? '',
  sign_up_policy: /予約不要|^不要|^$/.test(row['application'] ?? '') ? 'none' : 'ask',
  schedule_text: row['schedule_text'] ?? '',
  source_url: row['source'] ?? null,
  source_date: /^\d{4}/.test(row['source_date'] ?? '') ? (row['source_date'] ?? null) : null,
  demonstration: true,
});

function kindOf(row: Row): SeriesKind {
  if (row['kind'] === 'gathering') return 'gathering_place';
  return row['kind'] === 'lecture' ? 'lecture' : 'group_session';
}

function audienceOf(target: string): Audience[] {
  const words: [RegExp, Audience][] = [
    [/本人|当事者|中学卒業以降/, 'person'],
    [/家族/, 'family'],
    [/支援/, 'supporter'],
    [/女性/, 'women_only'],
    [/誰でも|関心のある/, 'anyone'],
  ];
  const audience = words.filter(([word]) => word.test(target)).map(([, who]) => who);
  return audience.length > 0 ? audience : ['anyone'];
}
