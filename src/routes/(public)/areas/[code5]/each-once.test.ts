import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachOnceFirst } from './each-once.ts';

const dates = (series: string) => [...series].map((seriesId, day) => ({ seriesId, day }));
const written = (rows: { seriesId: string; day: number }[]) =>
  rows.map(({ seriesId, day }) => `${seriesId}${day}`).join(' ');

test('a place that opens every day leaves room for the meeting of families next week', () => {
  expect(written(eachOnceFirst(dates('dddddddfddb'), 4))).toBe('d0 d1 f7 b10');
});

test('what is shown stands in order of time, as many as there is room for', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-e]{0,30}$/), fc.nat(8), (series, room) => {
      const shown = eachOnceFirst(dates(series), room);
      expect(shown).toHaveLength(Math.min(room, series.length));
      expect(shown.map(({ day }) => day)).toEqual(
        shown.map(({ day }) => day).toSorted((a, b) => a - b),
      );
    }),
  );
});
