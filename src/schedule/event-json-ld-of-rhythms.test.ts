import { describe, expect, test } from 'vitest';
import { anEveningRead } from '../../tests/support/an-evening-read.ts';
import { eventShape, openPlaceShape } from '../../tests/support/json-ld-shapes.ts';
import { rule } from '../../tests/support/rules.ts';
import { jsonLdOf } from './event-json-ld.ts';
import type { OccurrenceDetail } from './occurrence.ts';

const PAGE = 'https://tsudoi.example/sessions/5a1f0d7e-5f9e-4f8a-8c8e-2f2b7c1d9e10';
const read = (over: Partial<OccurrenceDetail>) =>
  eventShape.parse(JSON.parse(jsonLdOf(anEveningRead(over), PAGE)));

const weekly = rule({ rrule: 'FREQ=WEEKLY;BYDAY=TH' });

describe('the series of an event', () => {
  test('says its rhythm where a schedule can', () => {
    expect(read({ rules: [weekly] }).superEvent?.eventSchedule).toMatchObject([
      {
        repeatFrequency: 'P1W',
        byDay: ['https://schema.org/Thursday'],
        startTime: '20:00',
        duration: 'PT90M',
      },
    ]);
    const monthly = { ...weekly, rrule: 'FREQ=MONTHLY;BYDAY=2SA,4SA', endsAtMinute: 1_560 };
    expect(read({ rules: [monthly] }).superEvent?.eventSchedule).toMatchObject([
      { repeatFrequency: 'P1M', byMonthWeek: [2, 4], endTime: '02:00', duration: 'PT360M' },
    ]);
  });

  test('says days of the month', () => {
    const monthDays = { ...weekly, rrule: 'FREQ=MONTHLY;BYMONTHDAY=5,15' };
    expect(read({ rules: [monthDays] }).superEvent?.eventSchedule).toMatchObject([
      { repeatFrequency: 'P1M', byMonthDay: [5, 15] },
    ]);
  });

  test('keeps silent where a schedule would say something untrue', () => {
    const unsayable = [
      { ...weekly, rrule: null },
      { ...weekly, rrule: 'FREQ=MONTHLY;BYDAY=-1FR' },
      { ...weekly, rrule: 'FREQ=MONTHLY;BYMONTHDAY=-1' },
      { ...weekly, onHoliday: 'skipped' as const },
      { ...weekly, onHoliday: 'week_after' as const },
      { ...weekly, closedAtYearEnd: true },
      { ...weekly, closedMonths: [8] },
    ];
    expect(read({ rules: unsayable })).not.toHaveProperty('superEvent');
  });
});

describe('a gathering place', () => {
  const opening = (over: Partial<OccurrenceDetail>) =>
    openPlaceShape.parse(
      JSON.parse(jsonLdOf(anEveningRead({ kind: 'gathering_place', ...over }), PAGE)),
    );

  test('that is elsewhere this once is not there every week', () => {
    const { openingHoursSpecification, address } = opening({
      rules: [weekly],
      placeName: '市民会館',
      placeAddress: '',
      area: '千代田区',
      usualPlace: '豊島区 中央公民館',
    });
    expect(openingHoursSpecification).toHaveLength(1);
    expect(address).toEqual({
      '@type': 'PostalAddress',
      addressCountry: 'JP',
      addressRegion: 'JP-13',
      addressLocality: '千代田区',
    });
  });

  test('is a place with its weekly hours, and closed on holidays where it is', () => {
    const notOnHolidays = { ...weekly, onHoliday: 'skipped' as const };
    expect(opening({ rules: [notOnHolidays] }).openingHoursSpecification).toMatchObject([
      {
        dayOfWeek: ['https://schema.org/Thursday'],
        opens: '20:00',
        closes: '21:30',
        validFrom: '2026-11-01',
      },
      { dayOfWeek: 'https://schema.org/PublicHolidays', opens: '00:00', closes: '00:00' },
      { validFrom: '2026-11-26', validThrough: '2026-11-26', opens: '20:00', closes: '21:30' },
    ]);
  });

  test('that stays closed this once says so for the day', () => {
    expect(opening({ state: 'cancelled' }).openingHoursSpecification).toMatchObject([
      { validFrom: '2026-11-26', validThrough: '2026-11-26', opens: '00:00', closes: '00:00' },
    ]);
  });
});
