import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDate, readPhones, readTimes, readTownCode, readWebAddress } from './index.ts';
import { checkDigitOf } from './town-code.ts';

describe('dates', () => {
  test.each([
    ['2026-12-05', '2026-12-05', 'iso'],
    ['2026/12/5', '2026-12-05', 'slashes'],
    ['2026年12月5日（土・祝）', '2026-12-05', 'slashes'],
    ['２０２６．１２．５', '2026-12-05', 'slashes'],
    ['20261205', '2026-12-05', 'slashes'],
    ['令和8年12月5日(土)', '2026-12-05', 'era'],
    ['令和元年5月1日', '2019-05-01', 'era'],
    ['R8.12.5', '2026-12-05', 'era'],
    ['平成31年4月30日', '2019-04-30', 'era'],
    ['12月5日（土）', '2026-12-05', 'yearless'],
    ['1/5', '2027-01-05', 'yearless'],
  ])('%s is %s (%s)', (typed, date, form) => {
    expect(readDate(typed, '2026-11-21')).toMatchObject({ date, form, rest: '' });
  });

  test.each(['2026-02-30', '令和8年13月1日', '未定', '12月中旬', ''])('%j is no date', (typed) => {
    expect(readDate(typed, '2026-11-21')).toBeUndefined();
  });

  test('what stands beside the date is kept', () => {
    expect(readDate('令和8年12月5日(土) 午後1時〜3時', null)?.rest).toBe('午後1時~3時');
    expect(readDate('2026/12/5 13:30', null)?.rest).toBe('13:30');
    expect(readDate('2026-12-05T13:30:00+09:00', null)?.rest).toBe('13:30:00+09:00');
  });

  test('without today a missing year stays missing', () => {
    expect(readDate('12月5日', null)).toBeUndefined();
  });
});

const span = (start: string, end: string | null) => ({
  startsAtMinute: minutes(start),
  endsAtMinute: end === null ? null : minutes(end),
});
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

describe('times', () => {
  test.each([
    ['13:30', '13:30', null],
    ['9:05:00', '09:05', null],
    ['13時30分', '13:30', null],
    ['13時半', '13:30', null],
    ['午後1時', '13:00', null],
    ['午後0時30分', '12:30', null],
    ['正午', '12:00', null],
    ['26:00', '26:00', null],
    ['１３：３０〜１５：００', '13:30', '15:00'],
    ['10:00-12:00', '10:00', '12:00'],
    ['午前10時から正午', '10:00', '12:00'],
    ['午後1時30分～3時', '13:30', '15:00'],
    ['午後1時から午後3時30分まで', '13:00', '15:30'],
    ['17:00－26:00', '17:00', '26:00'],
  ])('%s', (typed, start, end) => {
    expect(readTimes(typed)).toEqual([span(start, end)]);
  });

  test('two sittings are two spans', () => {
    expect(readTimes('①11:00~11:30、②13:00~13:30')).toEqual([
      span('11:00', '11:30'),
      span('13:00', '13:30'),
    ]);
  });

  test.each(['未定', '第1週から第4週', '2022/1/18', '定員20名'])('%j names no time', (typed) => {
    expect(readTimes(typed)).toEqual([]);
  });
});

describe('phones', () => {
  test('three sections in one cell are three', () => {
    const cell =
      '（保健医療政策課）  087-839-2860  （感染症対策課）  087-839-2870  （生活衛生課）  087-839-2865';
    expect(readPhones(cell)).toEqual([
      { label: '保健医療政策課', number: '087-839-2860' },
      { label: '感染症対策課', number: '087-839-2870' },
      { label: '生活衛生課', number: '087-839-2865' },
    ]);
  });

  test.each([
    ['(048)762-8334', ['048-762-8334']],
    ['０３－３２１２－２１１１', ['03-3212-2111']],
    ['03(3212)2111/0466(25)1111', ['03-3212-2111', '0466-25-1111']],
    ['0332122111', ['0332122111']],
    ['なし', []],
  ])('%s', (typed, numbers) => {
    expect(readPhones(typed).map(({ number }) => number)).toEqual(numbers);
  });
});

test.each([
  ['a number begun before spaces', () => readPhones(`01${' '.repeat(2_000)}x`)],
  ['spaces alone', () => readPhones(`${' '.repeat(32_000)}x`)],
  ['commas', () => readPhones(`a${'、'.repeat(32_000)}x 03-1111-2222`)],
  ['spaces where a time may be', () => readTimes(`${' '.repeat(32_000)}x`)],
  ['spaces between two times', () => readTimes(`10:00${' '.repeat(32_000)}x 11:00`)],
  ['spaces in a date', () => readDate(`2026${' '.repeat(32_000)}x`, null)],
])('a cell of a thousand signs keeps nobody waiting: %s', (_, read) => {
  const before = process.cpuUsage().user;
  read();
  expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(500);
});

describe('codes of municipalities', () => {
  test.each([
    ['131164', '13116', 'whole'],
    ['１３１１６４', '13116', 'whole'],
    ['13116', '13116', 'without_check_digit'],
    ['92011', '09201', 'without_zero'],
    ['1100', '01100', 'without_zero'],
    ['130001', '13000', 'whole'],
    ['13', '13000', 'without_check_digit'],
  ])('%s is %s (%s)', (typed, code5, form) => {
    expect(readTownCode(typed)[0]).toEqual({ code5, form });
  });

  test('a wrong check digit is no code', () => {
    expect(readTownCode('131165')).toEqual([]);
    expect(readTownCode('xx5026')).toEqual([]);
  });

  test('every six digits with their check digit are read as they stand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 47_999 }), (n) => {
        const code5 = String(n).padStart(5, '0');
        expect(readTownCode(`${code5}${checkDigitOf(code5)}`)).toEqual([{ code5, form: 'whole' }]);
      }),
    );
  });
});

test('a relative address is completed where its beginning is known', () => {
  const base = 'https://city.example.jp/events/';
  expect(readWebAddress('/a.html', base)).toEqual({
    url: 'https://city.example.jp/a.html',
    relative: true,
  });
  expect(readWebAddress('a.html', null)).toEqual({ url: null, relative: true });
  expect(readWebAddress('https://x.example/a', null).url).toBe('https://x.example/a');
  expect(readWebAddress('javascript:alert(1)', base).url).toBeNull();
});

test('an address that begins with www is that site, on whatever page it stands', () => {
  const whole = { url: 'https://www.city.example.jp/a', relative: false };
  expect(readWebAddress('www.city.example.jp/a', 'https://site.example/')).toEqual(whole);
  expect(readWebAddress('WWW.city.example.jp/a', null)).toEqual(whole);
});
