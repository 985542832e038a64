import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAll } from '../../../tests/support/event-rows.ts';
import { seriesInput } from '../input.ts';
import { seriesOfEvents } from './series-of-events.ts';

test('whatever stands in the cells, no row is lost and every event is one a publisher could have typed', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(
      '令和8年12月5日',
      '2026-12-05',
      '26:00',
      '25:30',
      '午後3時',
      '9:00~8:00',
      '131164',
      '0',
      '1000',
      '9'.repeat(50),
      'あ'.repeat(900),
      '/x',
    ),
  );
  const heads = [
    'no',
    '市区町村コード',
    '名称',
    '開始日',
    '終了日',
    '開始時刻',
    '終了時刻',
    '定員',
    '説明',
    '場所',
    '住所',
    'url',
    '対象',
    '料金',
    '主催者',
    '日時備考',
  ];
  const row = fc.record(Object.fromEntries(heads.map((head) => [head, cell])));
  const organisationId = '00000000-0000-4000-8000-000000000000';
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
      const home = { prefCode: '13', code5: '13116' };
      const read = readAll(rows, { home, today: '2026-11-21' });
      expect(read).toHaveLength(rows.length);
      for (const { outcome, repairs, refusals, item: event } of read) {
        expect(outcome).toBe(
          refusals.length ? 'refused' : repairs.length ? 'repaired' : 'accepted',
        );
        if (!event?.span) continue;
        const series = seriesOfEvents([event], organisationId);
        expect(seriesInput.safeParse(series).error?.issues ?? []).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});
