import { beforeAll, describe, expect, test } from 'vitest';
import type { OrganisationId } from '#accounts';
import { eventListOf } from '#schedule/server';
import { db, sql } from '#platform/db';
import { csvOf, readSheet, workbookOf, type Table } from '#platform/sheets/server';
import { readEvents } from '../../src/schedule/imports/event-row.ts';
import { useFakeClock } from '../support/clock.ts';
import { shippedRegister } from '../support/municipal-lists.ts';
import { agrees } from '../support/namings.ts';
import { anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';

const NOW = '2026-11-21T03:00:00Z';
const EVENING = new Date('2026-12-05T08:00:00Z');
const NIGHT = new Date('2026-12-05T17:00:00Z');

let organisation: OrganisationId;

beforeAll(async () => {
  await sql`insert into prefectures values ('13', '東京都', 'とうきょうと', '東京', 'Tokyo') on conflict do nothing`.execute(
    db,
  );
  await sql`insert into areas (code5, pref_code, name, kana, kind, latitude, longitude)
    values ('13116', '13', '豊島区', 'としまく', 'special_ward', 35, 139) on conflict do nothing`.execute(
    db,
  );
  organisation = await anOrganisation({ name: '親の会あおば', verified_at: new Date(NOW) });
  const there = {
    organisation_id: organisation,
    format: 'onsite',
    pref_code: '13',
    code5: '13116',
  };
  const dated = async (over: Parameters<typeof aSeries>[0], ends_at?: Date) =>
    anOccurrence({
      series_id: await aSeries({ ...there, ...over }),
      starts_at: EVENING,
      ...(ends_at && { ends_at }),
    });
  await dated({
    title: '=1+1',
    summary: '一行目,\n"二行目"',
    place_name: '区民センター',
    fee: '1,500円',
  });
  await dated({ title: '夜通しの会', fee: '無料', sign_up_policy: 'none' }, NIGHT);
  await dated({ title: '県の会', code5: null, fee: '資料代のみ' });
  await dated({ title: 'オンラインの会', format: 'online', pref_code: null, code5: null });
  await dated({ title: '写した会', source_url: 'https://x.example/', place_name: '公民館' });
  await dated({ title: '下書き', state: 'draft' });
  await anOccurrence({
    series_id: await aSeries({ ...there, title: '中止の会' }),
    starts_at: EVENING,
    state: 'cancelled',
  });
  await anOccurrence({
    series_id: await aSeries({ ...there, title: '終わった会' }),
    starts_at: new Date('2026-11-01T00:00:00Z'),
  });
});

const listed = async (of: Parameters<typeof eventListOf>[0]): Promise<Table> => {
  useFakeClock(NOW);
  return eventListOf(of, (id) => `https://tsudoi.example.jp/sessions/${id}`);
};
const named = ({ heads, rows }: Table, head: string) => rows.map((row) => row[heads.indexOf(head)]);

describe('the list of coming dates', () => {
  test('has the 32 columns, and what is published, to come and not cancelled', async () => {
    const table = await listed({ organisationId: organisation });
    expect(table.heads).toHaveLength(32);
    expect(named(table, 'イベント名').sort()).toEqual([
      '=1+1',
      'オンラインの会',
      '写した会',
      '夜通しの会',
      '県の会',
    ]);
    expect(new Set(named(table, '料金(基本)'))).toEqual(new Set(['1500', '0', '']));
    expect(named(table, '備考').filter((text) => text?.includes('未確認'))).toHaveLength(1);
    expect(named(table, '終了日')).toContain('2026-12-06');
  });

  test('of a town has that town’s alone', async () => {
    const table = await listed({ code5: '13116' });
    expect(new Set(named(table, '都道府県コード又は市区町村コード'))).toEqual(new Set(['131164']));
    expect(table.rows).toHaveLength(3);
  });

  test('names who organises, the others by their part, and stands in the lists of all of them', async () => {
    const ward = await anOrganisation({ name: 'あおば区の窓口' });
    const own = await anOrganisation({ name: '親の会わかば' });
    const series_id = await aSeries({ organisation_id: own, title: 'ともにひらく会' });
    await anOccurrence({ series_id, starts_at: EVENING });
    const takesPart = async (position: number, part: string, name: string, id: string | null) =>
      db
        .insertInto('series_organisations')
        .values({ series_id, position, part, name, organisation_id: id })
        .execute();
    await takesPart(0, 'organiser', 'あおば区の窓口', ward);
    await takesPart(1, 'co_organiser', '社協', null);
    expect(named(await listed({ organisationId: ward }), 'イベント名')).toEqual([]);
    const unanswered = await listed({ organisationId: own });
    expect(named(unanswered, '主催者')).toEqual(['親の会わかば、あおば区の窓口']);
    await agrees(ward, series_id, 'organiser');
    for (const organisationId of [ward, own]) {
      const table = await listed({ organisationId });
      expect(named(table, 'イベント名')).toEqual(['ともにひらく会']);
      expect(named(table, '主催者')).toEqual(['あおば区の窓口']);
      expect(named(table, '連絡先名称')).toEqual(['親の会わかば']);
      expect(named(table, '備考')).toEqual(['オンラインで開催、共催：社協、運営：親の会わかば']);
    }
    expect(named(await listed({ organisationId: organisation }), '主催者')).toContain(
      '親の会あおば',
    );
  });

  test.each([
    ['CSV', (table: Table) => Promise.resolve(csvOf(table))],
    ['Excel', workbookOf],
  ])('sent back as %s is accepted row by row, and says the same', async (_, written) => {
    const table = await listed({ organisationId: organisation });
    const sheet = await readSheet(await written(table));
    if ('refused' in sheet) throw new Error(sheet.refused);
    const reading = {
      register: await shippedRegister(),
      home: null,
      siteUrl: null,
      today: '2026-11-21',
    };
    const rows = [...(readEvents(sheet, reading) ?? [])];
    expect(rows.map(({ outcome, repairs }) => [outcome, repairs])).toEqual(
      Array(5).fill(['accepted', []]),
    );
    const events = new Map(rows.map(({ item }) => [item?.title, item]));
    expect(events.get('=1+1')).toMatchObject({
      ...{ code5: '13116', placeName: '区民センター', fee: '1,500円', capacity: 10 },
      span: { from: '2026-12-05', until: '2026-12-05', startsAtMinute: 1020, endsAtMinute: 1110 },
    });
    expect(events.get('=1+1')?.summary).toContain('一行目,\n"二行目"');
    expect(events.get('夜通しの会')?.span).toMatchObject({
      until: '2026-12-05',
      endsAtMinute: 1560,
    });
    expect(events.get('県の会')).toMatchObject({ prefCode: '13', code5: null, fee: '資料代のみ' });
    expect(events.get('オンラインの会')).toMatchObject({ format: 'online', code5: null });
  });
});
