import { expect, test } from 'vitest';
import { searchOccurrences } from '#schedule/server';
import { db } from '#platform/db';
import { useFakeClock } from '../support/clock.ts';
import { anOrganisation } from '../support/organisations.ts';
import { aSeries, anOccurrence } from '../support/schedule.ts';

const NOW = '2026-11-21T03:00:00Z';
const TOMORROW = new Date('2026-11-22T05:00:00Z');

const found = async (text: string): Promise<string[]> => {
  useFakeClock(NOW);
  const { days } = await searchOccurrences({ text });
  return days.flatMap(({ rows }) => rows.map(({ title }) => title));
};

async function listed(title: string, over: Parameters<typeof aSeries>[0] = {}): Promise<string> {
  const series_id = await aSeries({ title, ...over });
  await anOccurrence({ series_id, starts_at: TOMORROW });
  return title;
}

test.each([
  ['引きこもり', 'ひきこもりを語る夜'],
  ['ヒキコモリ', 'ひきこもりを語る夜'],
  ['ひきこもり', '引き籠もりの家族として'],
  ['ﾋｷｺﾓﾘ', '引籠りの家族として（二）'],
  ['こども', '子どもとの距離'],
  ['子供', '子どもの部屋の前で'],
  ['いばしょ', '居場所をさがす'],
  ['兄弟', 'きょうだいの午後'],
  ['つどい', '家族の集い'],
  ['家族会', '家族 会'],
  ['ＣＡＦＥ', 'Cafe ひるね'],
  ['親', '親の会はなみずき'],
  ['8050', '八〇五〇を考える'],
])('%s finds 「%s」', async (text, title) => {
  await listed(title);
  expect(await found(text)).toContain(title);
});

test('every word must be there, wherever it stands: title, organisation, town', async () => {
  const organisation_id = await anOrganisation({ name: '親の会けやき' });
  const title = await listed('夜のことば', {
    organisation_id,
    format: 'onsite',
    pref_code: '13',
    code5: '13116',
  });
  expect(await found('けやき 夜')).toContain(title);
  expect(await found('豊島区　ことば')).toContain(title);
  expect(await found('けやき 昼')).not.toContain(title);
});

test('a series is found by whoever takes part in it, in any spelling', async () => {
  const series_id = await aSeries({ title: '四者の夜' });
  await anOccurrence({ series_id, starts_at: TOMORROW });
  const parts = ['豊島区', 'ＮＰＯ法人 ひだまり', 'こども家族センター'];
  await db
    .insertInto('series_organisations')
    .values(parts.map((name, position) => ({ series_id, position, part: 'co_organiser', name })))
    .execute();
  expect(await found('ひだまり')).toContain('四者の夜');
  expect(await found('子供家族センター 夜')).toContain('四者の夜');
  expect(await found('npo法人ひだまり')).toContain('四者の夜');
  expect(await found('こもれび')).not.toContain('四者の夜');
});

test.each(['民生委員', '児童委員', '民生・児童委員', '民生児童委員'])(
  '%s finds what is for those who support, and nothing else',
  async (text) => {
    const title = await listed('見守りの学び', { audience: ['family', 'supporter'] });
    const other = await listed('家族の学び', { audience: ['family'] });
    const titles = await found(`${text} 学び`);
    expect(titles).toContain(title);
    expect(titles).not.toContain(other);
  },
);

test('a word is its letters in their order: that its pairs stand somewhere is not enough', async () => {
  await listed('あいう ういあ');
  expect(await found('ういあ')).toContain('あいう ういあ');
  expect(await found('いういあい')).toEqual([]);
  expect(await found('あいあ')).toEqual([]);
});

test('signs that mean something to a database mean themselves', async () => {
  const title = await listed('100%_の会');
  expect(await found('100%_')).toContain(title);
  expect(await found('1%0')).not.toContain(title);
  expect(await found("'; drop table series; --")).toEqual([]);
});

test('what begins at the same time is listed by nearness, the town itself first', async () => {
  const titles = ['埼玉のとなり', '豊島の会', 'どこからでも'];
  const at = { format: 'onsite', pref_code: '13' };
  await listed('埼玉のとなり', { ...at, pref_code: '11', code5: '11203' });
  await listed('どこからでも', {});
  await listed('豊島の会', { ...at, code5: '13116' });
  useFakeClock(NOW);
  const { days } = await searchOccurrences({ areas: ['13116', '11203'], prefCode: '13' });
  const rows = days.flatMap(({ rows }) => rows.map(({ title }) => title));
  expect(rows.filter((title) => titles.includes(title))).toEqual([
    '豊島の会',
    '埼玉のとなり',
    'どこからでも',
  ]);
});

test('the database itself refuses a topic that is not on the list', async () => {
  const id = await aSeries();
  await expect(
    db
      .updateTable('series')
      .set({ topics: ['anything'] })
      .where('id', '=', id)
      .execute(),
  ).rejects.toMatchObject({ constraint: 'series_topics' });
});
