/** Rules as tests write them: what is left out is an evening a day. */
import type { Rule } from '#schedule';
import { datesOf } from '../../src/schedule/dates.ts';

export const rule = (over: Partial<Rule>): Rule => ({
  rrule: over.dates ? null : 'FREQ=DAILY',
  dates: [],
  validFrom: '2026-11-01',
  validUntil: null,
  startsAtMinute: 20 * 60,
  endsAtMinute: 21 * 60 + 30,
  onHoliday: 'held',
  closedAtYearEnd: false,
  closedMonths: [],
  ...over,
});

export const heldDates = (one: Rule, from: string, until: string) =>
  datesOf(one, from, until).map(({ date }) => date);
