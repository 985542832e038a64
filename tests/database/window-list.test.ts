import { expect, test } from 'vitest';
import { windowListOf } from '#windows/server';
import { db, sql } from '#platform/db';
import { loadReferenceData } from '../../src/reference-data.server.ts';
import { csvOf, readSheet, type Table } from '#platform/sheets/server';

const named = ({ heads, rows }: Table, head: string) => rows.map((row) => row[heads.indexOf(head)]);

test('the windows of a prefecture come in the columns of Tokyo’s list, ticks for methods, codes with their check digit', async () => {
  await loadReferenceData(db);
  await sql`insert into windows (name, level, pref_code, code5, target_persons, methods, takes_home_visits, phone, url, hours_text)
    values ('=ひきこもり相談', 'town', '13', '13116', '本人・家族', '{phone,mail}', true, '+81-3-0000-0000', 'https://x.example/', '月〜金 8:30〜17:00'),
      ('よその県', 'town', '14', '14100', '', '{phone}', false, null, null, '')`.execute(db);
  const table = await windowListOf('13', 'tokyo');
  expect(named(table, '市区町村名')).toEqual(['豊島区']);
  expect(named(table, '市区町村コード')).toEqual(['131164']);
  const ticked = table.heads.filter((_, at) => table.rows[0]?.[at] === '○');
  expect(ticked).toEqual(['電話', 'メール', '訪問相談の受付']);
  expect((await windowListOf(undefined, 'tokyo')).rows).toHaveLength(2);
  const csv = new TextDecoder().decode(csvOf(table));
  expect(csv).toContain("'=ひきこもり相談");
  expect(csv).toContain(',+81-3-0000-0000,');
  const sheet = await readSheet(csvOf(table));
  expect(sheet).toMatchObject({ rows: [{ cells: table.rows[0] }] });
});

test('GIF 451-7 names the area a window serves', async () => {
  const table = await windowListOf('13', 'gif');
  expect(named(table, 'サービス担当区域の都道府県コード')).toEqual(['130001']);
  expect(named(table, 'サービス担当区域の市区町村コード')).toEqual(['131164']);
  expect(named(table, '利用可能日時説明')).toEqual(['月〜金 8:30〜17:00']);
});

test('a desk of the demonstration says whether it was invented or copied from a public page', async () => {
  await sql`insert into windows (name, level, pref_code, source_url, demonstration)
    values ('写した窓口', 'prefecture', '37', 'https://pref.example/', true),
      ('作った窓口', 'prefecture', '37', null, true)`.execute(db);
  const tokyo = await windowListOf('37', 'tokyo');
  const gif = await windowListOf('37', 'gif');
  for (const notes of [named(tokyo, '備考'), named(gif, '連絡先備考')])
    expect(new Set(notes)).toEqual(
      new Set(['見本（実在しません）', '公開された資料を写した見本（未確認）']),
    );
});
