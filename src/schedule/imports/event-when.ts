/** When an event takes place, out of up to five cells. */
import type { Refusal, Repair } from '#imports';
import { addDays, timeOf, type LocalDate } from '#platform/tokyo';
import {
  hasWideDigits,
  isPlainTime,
  plain,
  readDate,
  readTimes,
  type WrittenDate,
  type WrittenSpan,
} from '#platform/written';
import type { EventCells } from './columns.ts';
import type { ImportedSpan } from './imported-event.ts';

export interface When {
  span: ImportedSpan | null;
  scheduleText: string;
}

/** A row from one day to another is those days; a longer one names the time within which something happens now and then. */
const DAYS_IN_A_ROW = 7;
const USUAL_MINUTES = 120;

/** Without `today` nothing is over yet, and a date needs its year. */
export function readWhen(
  cells: EventCells,
  today: LocalDate | null,
  repairs: Set<Repair>,
): When | Refusal {
  const start = startOf(cells, today, repairs);
  if (typeof start === 'string') return start;
  const until = endOf(cells, start, today, repairs);
  if (today && until < today) return 'already_over';
  const times = timesOf(cells, start, repairs);
  const note = cells('when').replace(/\s+/g, ' ');
  const span = spanOf(start.date, until, times, repairs);
  return { span, scheduleText: span ? note : inWords(start.date, until, times, note) };
}

function startOf(
  cells: EventCells,
  today: LocalDate | null,
  repairs: Set<Repair>,
): WrittenDate | Refusal {
  const typed = cells('startDate') || cells('when');
  const start = readDate(typed, today);
  if (!start) return cells('startDate') ? 'date_unreadable' : 'date_missing';
  if (!cells('startDate')) repairs.add('date_from_note');
  noteForm(typed, start, repairs);
  return start;
}

function noteForm(typed: string, { form }: WrittenDate, repairs: Set<Repair>): void {
  if (hasWideDigits(typed)) repairs.add('wide_digits');
  if (form === 'slashes') repairs.add('date_form');
  if (form === 'era') repairs.add('era_date');
  if (form === 'yearless') repairs.add('year_assumed');
}

function endOf(
  cells: EventCells,
  start: WrittenDate,
  today: LocalDate | null,
  repairs: Set<Repair>,
): LocalDate {
  const beside = /^\s*(?:[-~]|から)\s*(.+)$/.exec(start.rest)?.[1];
  const typed = cells('endDate') || (beside ?? '');
  const end = readDate(typed, today);
  if (end) noteForm(typed, end, repairs);
  if (end && end.date >= start.date) return end.date;
  if (end || cells('endDate')) repairs.add('end_date_ignored');
  return start.date;
}

/** The start's time, from its own cell, from beside the date, or from the only span of the note. */
function timesOf(
  cells: EventCells,
  { rest }: WrittenDate,
  repairs: Set<Repair>,
): WrittenSpan | undefined {
  const own = cells('startTime');
  const [typed] = readTimes(own);
  if (typed) {
    noteTime(own, repairs);
    if (typed.endsAtMinute !== null) repairs.add('times_in_one_cell');
    return withEnd(typed, cells, repairs);
  }
  const [beside] = readTimes(rest);
  if (beside) {
    repairs.add('times_in_one_cell');
    return withEnd(beside, cells, repairs);
  }
  const [noted, another] = readTimes(cells('when'));
  if (!noted || another) return undefined;
  repairs.add('time_from_note');
  return withEnd(noted, cells, repairs);
}

function withEnd(span: WrittenSpan, cells: EventCells, repairs: Set<Repair>): WrittenSpan {
  const [end] = readTimes(cells('endTime'));
  if (!end) return span;
  noteTime(cells('endTime'), repairs);
  return { ...span, endsAtMinute: end.startsAtMinute };
}

function noteTime(typed: string, repairs: Set<Repair>): void {
  if (hasWideDigits(typed)) repairs.add('wide_digits');
  if (!isPlainTime(plain(typed).trim())) repairs.add('time_form');
}

function spanOf(
  from: LocalDate,
  until: LocalDate,
  times: WrittenSpan | undefined,
  repairs: Set<Repair>,
): ImportedSpan | null {
  if (until > addDays(from, DAYS_IN_A_ROW - 1)) repairs.add('period_as_text');
  else if (!times) repairs.add('time_missing');
  if (!times || until > addDays(from, DAYS_IN_A_ROW - 1)) return null;
  const late = times.startsAtMinute >= 1440 ? 1440 : 0;
  if (late || (times.endsAtMinute ?? 0) >= 1440) repairs.add('late_hours');
  const startsAtMinute = times.startsAtMinute - late;
  const night = isOneNight(from, until, times);
  const days = late ? { from: addDays(from, 1), until: addDays(until, 1) } : { from, until };
  return {
    ...days,
    ...(night && { until: days.from }),
    startsAtMinute,
    endsAtMinute: endMinute(startsAtMinute, times.endsAtMinute, late, night, repairs),
  };
}

/** From an evening to the next morning, written with both dates. */
const isOneNight = (from: LocalDate, until: LocalDate, times: WrittenSpan): boolean =>
  until === addDays(from, 1) &&
  times.endsAtMinute !== null &&
  times.endsAtMinute < times.startsAtMinute;

function endMinute(
  start: number,
  end: number | null,
  late: number,
  night: boolean,
  repairs: Set<Repair>,
): number {
  if (end !== null && night) return end + 1440;
  if (end !== null && end - late > start) return end - late;
  if (end !== null && start >= 17 * 60 && end <= 10 * 60) {
    repairs.add('end_next_day');
    return end + 1440;
  }
  repairs.add('end_time_assumed');
  return start + USUAL_MINUTES;
}

function inWords(
  from: LocalDate,
  until: LocalDate,
  times: WrittenSpan | undefined,
  note: string,
): string {
  const days = from === until ? spoken(from) : `${spoken(from)}〜${spoken(until)}`;
  const end = times && times.endsAtMinute !== null ? timeOf(times.endsAtMinute) : '';
  const hours = times ? ` ${timeOf(times.startsAtMinute)}〜${end}` : '';
  return [days + hours, note].filter(Boolean).join(' ');
}

const spoken = (date: LocalDate): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};
