import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SeriesId } from '#schedule';
import { fitting, inColumn, roomAbove, type SheetRow } from './sheet.ts';

const HERE = '13116';

const row = (over: Partial<SheetRow> & { day?: number } = {}): SheetRow => ({
  // Any text stands for an id here.
  seriesId: 'a' as SeriesId,
  title: '家族のつどい',
  startsAt: new Date(Date.UTC(2026, 11, over.day ?? 1)),
  format: 'onsite',
  code5: HERE,
  state: 'scheduled',
  where: '公民館',
  ...over,
});
const series = (name: string, over: Partial<SheetRow> & { day?: number }) =>
  row({ seriesId: name as SeriesId, ...over });

const titled = (rows: SheetRow[]) => rows.map(({ title }) => title);

describe('a month with more dates than the paper holds', () => {
  const daily = Array.from({ length: 30 }, (_, n) =>
    series('daily', { title: '毎日', format: 'online', day: n + 1 }),
  );

  test('names every meeting once before one of them twice, and says how many are left', () => {
    const rare = series('rare', { title: 'まれ', format: 'online', day: 28 });
    const { rows, more } = fitting([...daily, rare], { code5: HERE, room: 60, total: 31 });
    expect(titled(rows)).toContain('まれ');
    expect(rows.length + more).toBe(31);
    expect(rows.length).toBeGreaterThan(3);
  });

  test('prefers what is in the town to what is elsewhere, that to online, and all to what is cancelled', () => {
    const rows = [
      series('cancelled', { title: '中止', state: 'cancelled' }),
      series('online', { title: 'オンライン', format: 'online', code5: null }),
      series('near', { title: 'となり', code5: '13104' }),
      series('here', { title: 'ここ' }),
    ];
    expect(titled(fitting(rows, { code5: HERE, room: 25, total: 4 }).rows)).toEqual([
      'ここ',
      'となり',
    ]);
  });

  test('gives a place all the lines it needs, to the word that it is there this once', () => {
    const far = row({
      where: '中央区 築地社会教育会館 3階 第2洋室（この回だけ）',
      format: 'hybrid',
    });
    const rows = [far, series('b', {}), series('c', {})];
    const shown = (room: number) => fitting(rows, { code5: HERE, room, total: 3 }).rows.length;
    const threeLines = 8.9 + 2 * 5.3;
    expect([shown(threeLines + 2 * 8.9 - 0.1), shown(threeLines + 2 * 8.9)]).toEqual([2, 3]);
  });

  test('stands in order of time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(27), { maxLength: 40 }),
        fc.integer({ min: 0, max: 300 }),
        (days, room) => {
          const rows = days.map((day, n) => series(`s${n % 5}`, { day: day + 1 }));
          const shown = fitting(rows, { code5: HERE, room, total: rows.length });
          const times = shown.rows.map(({ startsAt }) => startsAt.getTime());
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(shown.rows.length + shown.more).toBe(rows.length);
        },
      ),
    );
  });
});

test('a month that fits is shown whole, and nothing is said to be left', () => {
  expect(fitting([row(), row({ day: 2 })], { code5: HERE, room: 20, total: 2 })).toMatchObject({
    more: 0,
  });
});

test('long titles take more of the paper than short ones', () => {
  const long = Array.from({ length: 20 }, () => row({ title: 'あ'.repeat(40) }));
  const short = Array.from({ length: 20 }, () => row());
  const shown = (rows: SheetRow[]) =>
    fitting(rows, { code5: HERE, room: 80, total: 20 }).rows.length;
  expect(shown(long)).toBeLessThan(shown(short));
});

test('what stands below takes its room from the dates, and never more than half of the sheet', () => {
  const place = { heading: false, lines: ['居場所', '毎日 11:00–20:00', '公民館'] };
  const [many, few] = [Array.from({ length: 40 }, () => place), [place]];
  expect(roomAbove(few, [])).toBeGreaterThan(
    roomAbove(
      inColumn(many, (block) => block),
      [],
    ),
  );
  expect(
    roomAbove(
      inColumn(many, (block) => block),
      [],
    ),
  ).toBeGreaterThan(60);
});
