/** What whoever decides on a version reads of it. */
import { expect, test } from 'vitest';
import type { ReadSeries } from '#schedule';
import { factsOf } from '../../src/routes/(staff)/staff/series/[id]/facts.server.ts';
import { emptyForm } from '../../src/routes/(staff)/staff/series/series-form.ts';
import { seriesInputOf } from '../../src/routes/(staff)/staff/series/series-input.ts';

const form = emptyForm('0198a000-0000-7000-8000-000000000000', '2026-11-21');
const series = (over: Partial<ReadSeries>): ReadSeries => ({
  ...(seriesInputOf(form, { prefCode: null, code5: null }) as ReadSeries), // Nothing is left out there.
  rules: [],
  ...over,
});

test('a room that closes and topics that change are read like all else; what stays is not', async () => {
  const before = series({ topics: ['work'], hasRoom: true });
  expect(await factsOf(series({ topics: ['money'], hasRoom: false }), before)).toEqual([
    { term: '話題', text: 'くらしとお金', before: '働くこと' },
    { term: '文字の部屋をひらく（オンライン）', text: '', before: 'はい' },
  ]);
  expect(await factsOf(before, before)).toEqual([]);
});
