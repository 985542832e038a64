/** Tokyo's list of the windows of its 62 municipalities: name, for whom, ways, address, and home visits, which all but two take. */
import { beforeAll, describe, expect, test } from 'vitest';
import { areasOf, loadReferenceData as loadAreas } from '#areas/server';
import { confirmImport, handIn, importTasks } from '#imports/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { csvOf, readSheet } from '#platform/sheets/server';
import { checkDigitOf } from '#platform/written';
import { leavesSomeOut } from '#windows';
import { loadReferenceData as loadLines } from '#windows/server';
import { IMPORTED_LISTS as LISTS } from '../../src/imported-lists.server.ts';
import { reasonWords } from '../../src/routes/(public)/areas/[code5]/reason.ts';
import { GET } from '../../src/routes/lists/windows/[shape]/[file]/+server.ts';
import { areaPage, windowsPage } from '../support/page-data.ts';
import { anOffice, loadPlaces } from '../support/places.ts';

const TOKYO = '13';
/** Which two take no request for a visit the papers do not tell. */
const WITHOUT_VISITS = ['13361', '13421'];

const THE_62 = [
  ...[
    '千代田区',
    '中央区',
    '港区',
    '新宿区',
    '文京区',
    '台東区',
    '墨田区',
    '江東区',
    '品川区',
    '目黒区',
  ],
  ...[
    '大田区',
    '世田谷区',
    '渋谷区',
    '中野区',
    '杉並区',
    '豊島区',
    '北区',
    '荒川区',
    '板橋区',
    '練馬区',
  ],
  ...[
    '足立区',
    '葛飾区',
    '江戸川区',
    '八王子市',
    '立川市',
    '武蔵野市',
    '三鷹市',
    '青梅市',
    '府中市',
    '昭島市',
  ],
  ...[
    '調布市',
    '町田市',
    '小金井市',
    '小平市',
    '日野市',
    '東村山市',
    '国分寺市',
    '国立市',
    '福生市',
    '狛江市',
  ],
  ...[
    '東大和市',
    '清瀬市',
    '東久留米市',
    '武蔵村山市',
    '多摩市',
    '稲城市',
    '羽村市',
    'あきる野市',
    '西東京市',
  ],
  ...[
    '瑞穂町',
    '日の出町',
    '檜原村',
    '奥多摩町',
    '大島町',
    '利島村',
    '新島村',
    '神津島村',
    '三宅村',
  ],
  ...['御蔵島村', '八丈町', '青ヶ島村', '小笠原村'],
];

/** Read off public pages one by one; of the others no page was found. Hachioji's ten are each for a part of the city. */
const KNOWN: Record<string, string[]> = {
  千代田区: ['ひきこもりに関する総合的な受付窓口'],
  港区: ['ひきこもり専用相談窓口', '港区生活・就労支援センター'],
  世田谷区: ['世田谷区ひきこもり相談窓口「リンク」'],
  豊島区: ['豊島区ひきこもり相談窓口'],
  足立区: ['セーフティネットあだち'],
  武蔵野市: ['福祉総合相談窓口', 'ひきこもりサポート事業それいゆ'],
  昭島市: ['昭島市 ひきこもりの相談窓口'],
  東大和市: ['ひきこもり相談窓口'],
};
const OF_ALL_TOKYO = '東京都ひきこもりサポートネット';
const HACHIOJI = '八王子市';

let codes: Map<string, string>;

beforeAll(async () => {
  await loadAreas(db);
  await loadLines(db);
  codes = new Map((await areasOf(TOKYO)).map(({ name, code5 }) => [name, code5]));
});

const pageOf = (name: string, query = '') => areaPage(codes.get(name) ?? '', query);
type Page = Awaited<ReturnType<typeof areaPage>>;

const whyOn = ({ reason, area }: Page): string[] =>
  reason ? reasonWords(reason, { area: area.name, prefecture: area.prefecture }) : [];

const namesOf = ({ first }: Page, stage?: string): string[] =>
  first
    .filter((one) => stage === undefined || one.stage === stage)
    .flatMap(({ windows }) => windows.map(({ window }) => window.name));

const open = (stages: { windows: { window: Parameters<typeof leavesSomeOut>[0] }[] }[]) =>
  stages.flatMap(({ windows }) => windows).filter(({ window }) => !leavesSomeOut(window));

test('the 62 are those of the metropolis’s list', () => {
  expect(new Set(codes.keys())).toEqual(new Set(THE_62));
  expect(THE_62).toHaveLength(62);
});

describe('a portal that nobody has given a list of desks yet', () => {
  test.each(THE_62)(
    'says of %s that its window is not known yet, and leads to the lines',
    async (name) => {
      const page = await pageOf(name);
      expect(page.first).toEqual([]);
      expect(page.reason).toMatchObject({ because: 'unconfirmed', leadsTo: 'hotlines' });
      expect(whyOn(page)[0]).toBe(`${name}の窓口は、まだ確認できていません（未確認）。`);
      expect(page.lines.length).toBeGreaterThan(0);
      expect(page.emergency.map(({ contact }) => contact)).toEqual(['119', '110']);
    },
  );
});

describe('with the real desks that ship', () => {
  beforeAll(loadPlaces);

  test.each(THE_62.filter((name) => name in KNOWN))(
    '%s has its own, each with its page, unchecked, and one for everyone beside one for some',
    async (name) => {
      const page = await pageOf(name);
      expect(new Set(namesOf(page, 'own'))).toEqual(new Set(KNOWN[name]));
      const own = page.first.filter(({ stage }) => stage === 'own');
      for (const { window } of own.flatMap(({ windows }) => windows))
        expect(window).toMatchObject({
          sourceUrl: expect.stringMatching(/^https?:/u) as string,
          verifiedOn: null,
        });
      expect(open(page.first).length).toBeGreaterThan(0);
      expect(page.reason === undefined).toBe(open(own).length > 0);
    },
  );

  test.each(THE_62.filter((name) => !(name in KNOWN) && name !== HACHIOJI))(
    '%s says that its own is not known, that this is no “there is none”, and leads to the metropolis’s',
    async (name) => {
      const page = await pageOf(name);
      expect(whyOn(page)).toEqual([
        `${name}の窓口は、まだ確認できていません（未確認）。`,
        '窓口がない、という意味ではありません。',
        '東京都全体を受け持つ窓口をのせています。',
      ]);
      expect(namesOf(page)).toEqual([OF_ALL_TOKYO]);
    },
  );

  test('八王子市 asks in which of its ten districts one lives, and leads to that one’s desk', async () => {
    const { districts, reason } = await pageOf(HACHIOJI);
    expect(districts).toHaveLength(10);
    expect(reason).toBeUndefined();
    for (const { id, name } of districts) {
      const page = await pageOf(HACHIOJI, `?district=${id}`);
      expect(namesOf(page, 'own')).toEqual([`はちまるサポート（${name}）`]);
    }
  });

  test('千代田区’s is from fifteen on, and who is younger is led to the metropolis’s', async () => {
    const page = await pageOf('千代田区');
    expect(page.reason).toMatchObject({ because: 'age_limited', leadsTo: 'prefecture' });
    expect(namesOf(page)).toContain(OF_ALL_TOKYO);
  });
});

const HEADS = '市区町村コード,窓口名,対象者,電話,来所,訪問,メール,URL,訪問相談の受付';

async function metropolisList(): Promise<Uint8Array> {
  const rows = (await areasOf(TOKYO)).map(({ code5, name }) => [
    code5 + checkDigitOf(code5),
    `${name} ひきこもりの窓口`,
    'ご本人、ご家族',
    ...['○', '○', '', '○'],
    `https://www.example.jp/${code5}`,
    WITHOUT_VISITS.includes(code5) ? '' : '○',
  ]);
  return csvOf({ heads: HEADS.split(','), rows });
}

async function takeOver(bytes: Uint8Array): Promise<void> {
  const operator = { ...(await anOffice('prefecture', TOKYO)).admin, operator: true };
  const file = { kind: 'windows', organisationId: null, fileName: '都の一覧.csv', bytes } as const;
  const id = await handIn(operator, file, LISTS);
  if (typeof id !== 'string' || id === 'not_found') throw new Error(JSON.stringify(id));
  const [importing] = importTasks(LISTS);
  await importing?.run(now());
  expect(await confirmImport(operator, id, LISTS)).toBe('confirmed');
  await importing?.run(now());
}

test('the metropolis’s list is taken over, and each of the 62 leads to its own window, unchecked', async () => {
  await takeOver(await metropolisList());
  for (const { code5, name } of await areasOf(TOKYO)) {
    const { first, reason } = await areaPage(code5);
    expect(reason, name).toBeUndefined();
    const own = first.filter(({ stage }) => stage === 'own').flatMap(({ windows }) => windows);
    const taken = own.find(({ window }) => window.name === `${name} ひきこもりの窓口`);
    expect(taken?.window, name).toMatchObject({
      targetPersons: 'ご本人、ご家族',
      methods: ['phone', 'in_person', 'mail'],
      url: `https://www.example.jp/${code5}`,
      verifiedOn: null,
    });
  }
});

test('the 62 stand as one list in Tokyo’s columns, with a tick for home visits at all but two', async () => {
  const answer = await GET({ params: { shape: 'tokyo', file: '13.csv' } } as never);
  const sheet = await readSheet(new Uint8Array(await answer.arrayBuffer()));
  if ('refused' in sheet) throw new Error(sheet.refused);
  const cellsOf = (cells: string[]) =>
    Object.fromEntries(sheet.heads.map((head, at) => [head, cells[at] ?? '']));
  const listed = sheet.rows
    .map(({ cells }) => cellsOf(cells))
    .filter((row) => row['窓口名']?.endsWith(' ひきこもりの窓口'));
  expect(new Set(listed.map((row) => row['市区町村コード'])).size).toBe(62);
  for (const row of listed)
    expect(row).toMatchObject({
      対象者: 'ご本人、ご家族',
      電話: '○',
      来所: '○',
      訪問: '',
      メール: '○',
    });
  const without = listed.filter((row) => row['訪問相談の受付'] !== '○');
  const codes = without.map((row) => row['市区町村コード']?.slice(0, 5));
  expect(codes.toSorted()).toEqual(WITHOUT_VISITS);
});

test('whoever needs a visit finds the 60 that take requests, and those of Tokyo that are known to visit', async () => {
  const { groups, total } = await windowsPage('?prefecture=13&visits=1');
  const shown = groups.inPlaces.flatMap(({ windows }) => windows.map(({ window }) => window));
  expect(shown).toHaveLength(total);
  const taken = shown.filter(({ name }) => name.endsWith(' ひきこもりの窓口'));
  expect(taken).toHaveLength(60);
  expect(taken.map(({ code5 }) => code5)).not.toContain(WITHOUT_VISITS[0]);
  expect(shown.map(({ name }) => name)).toContain('東京都ひきこもりサポートネット');
});

test('one for some ages never stands alone, and is left out where everyone is asked for', async () => {
  const { first } = await areaPage('13101');
  const own = first.flatMap(({ windows }) => windows.map(({ window }) => window.name));
  expect(own).toContain('ひきこもりに関する総合的な受付窓口');
  expect(open(first).length).toBeGreaterThan(0);
  const { groups } = await windowsPage('?prefecture=13&everyone=1');
  const everyone = groups.inPlaces.flatMap(({ windows }) =>
    windows.map(({ window }) => window.name),
  );
  expect(everyone).not.toContain('ひきこもりサポート事業それいゆ');
  expect(everyone).toContain('福祉総合相談窓口');
});
