/** The dates of a series, between the editor's fields and rules as the schedule knows them. */
import type { ReadSeries, Rhythm } from '#schedule';
import { typedDate, typedTime } from '../typed.ts';
import { DAYS, type SeriesForm } from './series-form.ts';

export function rhythmsOf(form: SeriesForm): Rhythm[] {
  if (form.kind === 'peer_consultation') return [];
  return form.kind === 'gathering_place' ? openingHours(form) : [rhythm(form)];
}

function rhythm(form: SeriesForm): Rhythm {
  const fortnight = form.repeats === 'fortnight';
  return {
    repeats: fortnight ? 'week' : form.repeats,
    interval: fortnight ? 2 : 1,
    weekdays: ['once', 'day'].includes(form.repeats) ? [] : form.weekdays.map(Number),
    weeks: form.repeats === 'month' ? form.weeks.map(Number) : [],
    from: typedDate(form.from),
    until: form.until.trim() === '' ? null : typedDate(form.until),
    startsAt: typedTime(form.startsAt),
    endsAt: typedTime(form.endsAt),
    onHoliday: form.skipsHolidays ? 'skipped' : 'held',
    monthDays: [],
    dates: [],
    closedAtYearEnd: false,
    closedMonths: [],
  } as Rhythm; // As above.
}

/** Days with the same hours are one rule: 「毎週 月・火 10:00–16:00」. */
function openingHours(form: SeriesForm): Rhythm[] {
  const hours = new Map<string, number[]>();
  form.opening.forEach(({ opens, closes }, index) => {
    if (opens.trim() === '' && closes.trim() === '') return;
    const span = `${typedTime(opens)}|${typedTime(closes)}`;
    hours.set(span, [...(hours.get(span) ?? []), index + 1]);
  });
  return [...hours].map(([span, days]) => {
    const [startsAt = '', endsAt = ''] = span.split('|');
    const weekdays = days.map(String);
    return { ...rhythm({ ...form, repeats: 'week', weekdays }), startsAt, endsAt };
  });
}

/** The fields that say a stored series' dates. */
export function rhythmFields(input: ReadSeries): Partial<SeriesForm> {
  const [first] = input.rules;
  if (!first) return {};
  const fortnight = first.repeats === 'week' && first.interval === 2;
  return {
    repeats: fortnight ? 'fortnight' : first.repeats,
    weekdays: (first.weekdays ?? []).map(String),
    weeks: (first.weeks ?? []).map(String),
    from: first.from,
    until: first.until ?? '',
    startsAt: first.startsAt,
    endsAt: first.endsAt,
    skipsHolidays: first.onHoliday === 'skipped',
    opening: DAYS.map((day) => {
      const rule = input.rules.find(({ weekdays }) => weekdays?.includes(day));
      const open = input.kind === 'gathering_place' ? rule : undefined;
      return { opens: open?.startsAt ?? '', closes: open?.endsAt ?? '' };
    }),
  };
}
