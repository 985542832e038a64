import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dayOf,
  formatDay,
  formatSpan,
  formatTimeRange,
  formatUntil,
  relativeDay,
  relativeTime,
} from './dates.ts';
import { formatPartialDate } from './partial-date.ts';

const at = (text: string) => new Date(`${text}+09:00`);

test('a day is written with its weekday in both languages', () => {
  expect(formatDay('2026-11-26', { locale: 'ja' })).toBe('11月26日（木）');
  expect(formatDay('2026-11-26', { locale: 'en' })).toBe('Thu 26 Nov');
  expect(formatDay('2026-11-26', { locale: 'ja', year: true })).toBe('2026年11月26日（木）');
});

test.each([
  ['2017-04-26', '2017年4月26日', '26 Apr 2017'],
  ['2024-03', '2024年3月', 'Mar 2024'],
  ['2021', '2021年', '2021'],
])('a source of %s is dated as far as it dates itself', (date, ja, en) => {
  expect(formatPartialDate(date, 'ja')).toBe(ja);
  expect(formatPartialDate(date, 'en')).toBe(en);
});

test('an instant late in the evening of London is the next day in Japan', () => {
  expect(dayOf(new Date('2026-11-25T15:30:00Z'))).toBe('2026-11-26');
});

test('a span names day and hours', () => {
  expect(formatSpan(at('2026-11-26T20:00'), at('2026-11-26T21:30'), 'ja')).toBe(
    '11月26日（木） 20:00–21:30',
  );
});

test('hours past midnight say that they belong to the next day', () => {
  const [start, end] = [at('2026-11-26T22:00'), at('2026-11-27T02:00')];
  expect(formatTimeRange(start, end, 'ja')).toBe('22:00–翌2:00');
  expect(formatUntil(start, end, 'en')).toBe('until 2:00 the next day');
  expect(formatTimeRange(start, at('2026-11-27T00:00'), 'ja')).toBe('22:00–24:00');
});

test('near days are called by their word, evenings by theirs', () => {
  const now = at('2026-11-26T09:00');
  expect(relativeDay('2026-11-26', now, 'ja')).toBe('今日');
  expect(relativeDay('2026-11-27', now, 'ja')).toBe('あす');
  expect(relativeDay('2026-11-28', now, 'ja')).toBeUndefined();
  expect(relativeTime(at('2026-11-26T20:00'), now, 'ja')).toBe('今夜');
  expect(relativeTime(at('2026-11-27T10:00'), now, 'ja')).toBe('あす');
});

test('the day shown agrees with the calendar in Japan at every instant', () => {
  const calendar = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Tokyo' });
  const instants = fc.date({
    min: new Date('1990-01-01'),
    max: new Date('2090-01-01'),
    noInvalidDate: true,
  });
  fc.assert(fc.property(instants, (instant) => dayOf(instant) === calendar.format(instant)));
});
