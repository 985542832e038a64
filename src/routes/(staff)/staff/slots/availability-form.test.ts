import { expect, test } from 'vitest';
import type { AccountId } from '#accounts';
import type { OwnAvailability } from '#schedule/server';
import {
  availabilityFormOf,
  availabilityInputOf,
  emptyAvailability,
  readAvailabilityForm,
  typedSpans,
} from './availability-form.ts';

test.each([
  ['19:00-21:00', [{ startsAt: '19:00', endsAt: '21:00' }]],
  ['１９時〜２１時３０分', [{ startsAt: '19:00', endsAt: '21:30' }]],
  [
    '10時から12時まで、22:00–25:00',
    [
      { startsAt: '10:00', endsAt: '12:00' },
      { startsAt: '22:00', endsAt: '25:00' },
    ],
  ],
  ['夕方', [{ startsAt: '夕方', endsAt: '' }]],
  ['  ', []],
])('%j is read as the spans it says', (typed, spans) => {
  expect(typedSpans(typed)).toEqual(spans);
});

test('a refusal stands at the day or the row that it is about', () => {
  const form = emptyAvailability('series', 'account');
  form.week[2] = '19:00–20:00、夕方';
  form.week[4] = '21:00–20:00';
  form.exceptions = [
    { date: '', kind: 'off', times: '' },
    { date: '2026/12/1', kind: 'also', times: '9:00–10:00、11:00' },
  ];
  const { input, fieldOf } = availabilityInputOf(form, false);
  expect(input.week.map(({ weekday }) => weekday)).toEqual([3, 3, 5]);
  expect(fieldOf('week.1.startsAt')).toBe('day-3');
  expect(fieldOf('week.2.endsAt')).toBe('day-5');
  expect(fieldOf('exceptions.1.endsAt')).toBe('exception-1-times');
  expect(fieldOf('exceptions.0.date')).toBe('exception-1-date');
  expect(fieldOf('appearance.message')).toBe('message');
});

test('an extra span without times is not taken for a day off', () => {
  const form = emptyAvailability('series', 'account');
  form.exceptions = [{ date: '2026-12-01', kind: 'instead', times: '' }];
  expect(availabilityInputOf(form, true).input.exceptions).toEqual([
    { date: '2026-12-01', kind: 'instead', startsAt: '', endsAt: '' },
  ]);
});

test('what nobody typed is nothing, and what a colleague types says nothing of the supporter', () => {
  const form = readAvailabilityForm(new FormData());
  expect(form).toMatchObject({ week: ['', '', '', '', '', '', ''], exceptions: [], methods: [] });
  expect(availabilityInputOf(form, false).input).not.toHaveProperty('appearance');
});

test("last night's exception is there until its hours are over, one of the day before is not", () => {
  const night = { kind: 'also' as const, hours: { startsAtMinute: 1320, endsAtMinute: 1500 } };
  const own: OwnAvailability = {
    ...{ id: 'id', seriesId: 'series', accountId: 'account' as AccountId, week: [] },
    exceptions: ['2026-12-01', '2026-12-02'].map((date) => ({ date, ...night })),
    ...{ exceptHolidays: false, closedAtYearEnd: false, slotMinutes: 40, pauseMinutes: 20 },
    ...{ noticeMinutes: 60, horizonDays: 7, methods: ['text'], linkHost: null },
    ...{ nickname: '', face: null, message: '', consentedAt: null },
  };
  const { exceptions } = availabilityFormOf(own, '2026-12-03');
  expect(exceptions.map(({ date }) => date).filter(Boolean)).toEqual(['2026-12-02']);
});
