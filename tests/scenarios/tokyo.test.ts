/** Tokyo's list of the windows of its 62 municipalities: name, for whom, ways, address, and home visits, which all but two take. */
import { beforeAll, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { areasOf } from '#areas/server';
import { confirmImport, handIn, importTasks } from '#imports/server';
import { now } from '#platform/clock';
import { csvOf, readSheet } from '#platform/sheets/server';
import { checkDigitOf } from '#platform/written';
import { leavesSomeOut } from '#windows';
import { IMPORTED_LISTS as LISTS } from '../../src/imported-lists.server.ts';
import { reasonWords } from '../../src/routes/(public)/areas/[code5]/reason.ts';
import { GET } from '../../src/routes/lists/windows/[shape]/[file]/+server.ts';
import { areaPage, windowsPage } from '../support/page-data.ts';
import { anOffice, loadPlaces } from '../support/places.ts';

const TOKYO = '13';
/** Which two take no request for a visit the papers do not tell. */
const WITHOUT_VISITS = ['13361', '13421'];

let operator: AccountViewer;

beforeAll(async () => {
  await loadPlaces();
  operator = { ...(await anOffice('prefecture', TOKYO)).admin, operator: true };
}, 30_000);

const open = (stages: { windows: { window: Parameters<typeof leavesSomeOut>[0] }[] }[]) =>
  stages.flatMap(({ windows }) => windows).filter(({ window }) => !leavesSomeOut(window));

test('each of the 62 has a page, with a window of its own that is for everyone, or others with the reason', async () => {
  const areas = await areasOf(TOKYO);
  expect(areas).toHaveLength(62);
  let own = 0;
  for (const { code5, name, prefecture } of areas) {
    const { first, reason } = await areaPage(code5);
    const here = open(first.filter(({ stage }) => stage === 'own')).length > 0;
    own += Number(here);
    if (code5 !== '13201') expect(open(first).length, name).toBeGreaterThan(0);
    expect(reason === undefined, name).toBe(here || code5 === '13201');
    if (reason) expect(reasonWords(reason, { area: name, prefecture })[0], name).toContain(name);
  }
  // Of the others no window is known to us, or theirs has an age limit: 千代田区.
  expect(own).toBe(7);
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
