import { describe, expect, test } from 'vitest';
import { readClosedDays, readHoursCode } from './hours-code.ts';

describe('a code of hours', () => {
  test('names weekdays of every week', () => {
    expect(readHoursCode('0Mo0Fr 09:00-17:00')).toEqual([
      { weekdays: [1, 5], opens: 540, closes: 1020 },
    ]);
  });

  test('names weeks of the month, each group apart', () => {
    expect(readHoursCode('13Mo0We 10:00-12:00')).toEqual([
      { weekdays: [1], weeks: [1, 3], opens: 600, closes: 720 },
      { weekdays: [3], opens: 600, closes: 720 },
    ]);
  });

  test('goes past midnight in hours beyond 24', () => {
    expect(readHoursCode('daily 17:00-26:00')).toEqual([{ opens: 1020, closes: 1560 }]);
  });

  test('takes the exceptions that are given beside it, unless it names its own', () => {
    expect(readHoursCode('0Mo 09:00-10:00', ['holidays'])).toEqual([
      { weekdays: [1], opens: 540, closes: 600, except: ['holidays'] },
    ]);
    expect(readHoursCode('0Mo 09:00-10:00 except year_end', ['holidays'])).toEqual([
      { weekdays: [1], opens: 540, closes: 600, except: ['year_end'] },
    ]);
  });

  test('says where, if that is not always the same', () => {
    expect(readHoursCode('0Mo 09:00-16:00 @中部 1階; 0Tu 09:00-16:00 @会社の中')).toEqual([
      { weekdays: [1], opens: 540, closes: 960, place: '中部 1階' },
      { weekdays: [2], opens: 540, closes: 960, place: '会社の中' },
    ]);
  });

  test('leaves out a week of the month and closes as is given beside it', () => {
    expect(readHoursCode('0Mo0Tu 09:00-10:00 except 4Mo', ['holidays'])).toEqual([
      { weekdays: [1], weeks: [1, 2, 3, 5], opens: 540, closes: 600, except: ['holidays'] },
      { weekdays: [2], opens: 540, closes: 600, except: ['holidays'] },
    ]);
  });

  test('of nothing has no rules', () => {
    expect(readHoursCode('')).toEqual([]);
  });

  test.each(['7Su 09:00-10:00', '0Mo 09:00-10:00; 0Mo', '月曜 9時から'])(
    'that no desk can keep or nobody can read is refused as a whole: %s',
    (code) => {
      expect(readHoursCode(code)).toBeUndefined();
    },
  );

  test('reads closed days in words', () => {
    expect(readClosedDays('祝日・年末年始')).toEqual(['holidays', 'year_end']);
    expect(readClosedDays('土日・休日・12/29〜1/3')).toEqual(['holidays', 'year_end']);
    expect(readClosedDays('日曜・祝日')).toEqual(['holidays']);
    expect(readClosedDays('')).toEqual([]);
  });
});
