/** Availability as the fields of its form, and as the schedule takes it. */
import { textOf, textsOf } from '#platform/form';
import { addDays, timeOf } from '#platform/tokyo';
import type { AvailabilityInput } from '#schedule';
import type { OwnAvailability } from '#schedule/server';
import { typedDate, typedNumber, typedTime } from '../typed.ts';
import { readRows } from '../windows/hours-form.ts';

export interface ExceptionForm {
  date: string;
  kind: string;
  times: string;
}

export interface AvailabilityForm {
  seriesId: string;
  supporter: string;
  /** Monday to Sunday: 「19:00–21:00、22:00–25:00」. */
  week: string[];
  exceptions: ExceptionForm[];
  exceptHolidays: boolean;
  closedAtYearEnd: boolean;
  slotMinutes: string;
  pauseMinutes: string;
  noticeMinutes: string;
  horizonDays: string;
  methods: string[];
  link: string;
  nickname: string;
  /** A drawing's number; empty for the one that goes with the name. */
  face: string;
  message: string;
}

export const NOTICES = [0, 30, 60, 120, 180, 360, 720, 1440, 2880, 4320, 10_080];
export const HORIZONS = [7, 14, 21, 28, 42, 56, 84];
const BLANK_ROWS = 2;

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** What most begin with: an evening's half hours, booked until two hours before. */
export const emptyAvailability = (seriesId: string, supporter: string): AvailabilityForm => ({
  seriesId,
  supporter,
  week: WEEKDAYS.map(() => ''),
  exceptions: withBlanks([]),
  exceptHolidays: false,
  closedAtYearEnd: true,
  slotMinutes: '30',
  pauseMinutes: '10',
  noticeMinutes: '120',
  horizonDays: '14',
  methods: [],
  link: '',
  nickname: '',
  face: '',
  message: '',
});

export const withBlanks = (rows: ExceptionForm[]): ExceptionForm[] => [
  ...rows,
  ...Array.from({ length: BLANK_ROWS }, () => ({ date: '', kind: 'off', times: '' })),
];

export function availabilityFormOf(own: OwnAvailability, today: string): AvailabilityForm {
  const { seriesId, accountId: supporter, exceptHolidays, closedAtYearEnd } = own;
  const dates = Map.groupBy(
    // Last night's hours may still run.
    own.exceptions.filter(({ date }) => date >= addDays(today, -1)),
    ({ date, kind }) => `${date} ${kind}`,
  );
  return {
    ...{ seriesId, supporter, exceptHolidays, closedAtYearEnd, link: '' },
    week: WEEKDAYS.map((day) =>
      own.week
        .filter(({ weekday }) => weekday === day)
        .map(spanText)
        .join('、'),
    ),
    exceptions: withBlanks(
      [...dates.values()].map((all) => ({
        date: all[0]?.date ?? '',
        kind: all[0]?.kind ?? 'off',
        times: all.flatMap(({ hours }) => (hours ? [spanText(hours)] : [])).join('、'),
      })),
    ),
    slotMinutes: String(own.slotMinutes),
    pauseMinutes: String(own.pauseMinutes),
    noticeMinutes: String(own.noticeMinutes),
    horizonDays: String(own.horizonDays),
    methods: own.methods.filter((method) => method !== 'text'),
    ...{ nickname: own.nickname, face: own.face?.toString() ?? '', message: own.message },
  };
}

interface Hours {
  startsAtMinute: number;
  endsAtMinute: number;
}

const spanText = ({ startsAtMinute, endsAtMinute }: Hours): string =>
  `${timeOf(startsAtMinute)}–${timeOf(endsAtMinute)}`;

const MOST_TYPED = 2_000;

export function readAvailabilityForm(data: FormData): AvailabilityForm {
  const text = (name: string) => textOf(data, name).slice(0, MOST_TYPED);
  return {
    seriesId: text('seriesId'),
    supporter: text('supporter'),
    week: WEEKDAYS.map((day) => text(`day-${day}`)),
    exceptions: readRows(
      data,
      (row) => `exception-${row}-date`,
      (row) => ({
        date: text(`exception-${row}-date`),
        kind: text(`exception-${row}-kind`),
        times: text(`exception-${row}-times`),
      }),
    ),
    exceptHolidays: data.has('exceptHolidays'),
    closedAtYearEnd: data.has('closedAtYearEnd'),
    slotMinutes: text('slotMinutes'),
    pauseMinutes: text('pauseMinutes'),
    noticeMinutes: text('noticeMinutes'),
    horizonDays: text('horizonDays'),
    methods: textsOf(data, 'methods'),
    ...{ link: text('link'), nickname: text('nickname'), face: text('face') },
    message: text('message'),
  };
}

/** 「19時〜21時、22:00-25:00」 → its spans; what cannot be read stays as typed, to be refused kindly. */
export const typedSpans = (text: string): { startsAt: string; endsAt: string }[] =>
  text
    .normalize('NFKC')
    .split(/[、,;\n]+/u)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [startsAt = '', endsAt = ''] = part.split(/[-–—−~〜ー]|から/u);
      return { startsAt: typedTime(startsAt), endsAt: typedTime(endsAt.replace(/まで/u, '')) };
    });

/** The form in the schedule's terms, and where on the page a refusal of each part belongs. */
export function availabilityInputOf(
  form: AvailabilityForm,
  own: boolean,
): { input: AvailabilityInput; fieldOf: (path: string) => string } {
  const week = form.week.flatMap((text, at) =>
    typedSpans(text).map((span) => ({ weekday: at + 1, ...span })),
  );
  const exceptions = form.exceptions.flatMap((row, at) =>
    exceptionsOf(row).map((one) => ({ at, one })),
  );
  const { nickname, message } = form;
  const appearance = { nickname, message, face: form.face === '' ? null : Number(form.face) };
  const input = {
    seriesId: form.seriesId,
    supporterAccountId: form.supporter || undefined,
    week,
    exceptions: exceptions.map(({ one }) => one),
    ...{ exceptHolidays: form.exceptHolidays, closedAtYearEnd: form.closedAtYearEnd },
    slotMinutes: typedNumber(form.slotMinutes.replace(/分$/u, '')) ?? NaN,
    pauseMinutes: typedNumber(form.pauseMinutes.replace(/分$/u, '')) ?? 0,
    noticeMinutes: Number(form.noticeMinutes),
    horizonDays: Number(form.horizonDays),
    ...{ methods: form.methods, link: form.link.trim() },
    ...(own && { appearance }),
  } as AvailabilityInput; // Choices come as text; zod holds them to the known ones.
  const fieldOf = (path: string) => {
    const [part, row, field] = path.split('.');
    if (part === 'week') return `day-${week[Number(row)]?.weekday ?? 1}`;
    if (part === 'exceptions')
      return `exception-${exceptions[Number(row)]?.at ?? 0}-${field === 'date' ? 'date' : 'times'}`;
    return part === 'appearance' ? (row ?? path) : path;
  };
  return { input, fieldOf };
}

/** A row without date and times was not meant. */
function exceptionsOf({ date, kind, times }: ExceptionForm) {
  if (date.trim() === '' && times.trim() === '') return [];
  const on = { date: typedDate(date), kind };
  if (kind === 'off') return [on];
  const spans = typedSpans(times);
  return spans.length > 0
    ? spans.map((span) => ({ ...on, ...span }))
    : [{ ...on, startsAt: '', endsAt: '' }];
}
