/** When a desk answers: as a code, as days with times, or in words only. */
import { lineWithin, type Repair } from '#imports';
import { minutesOf } from '#platform/tokyo';
import { readTimes } from '#platform/written';
import { EVERY_OFFICE, type HoursRule } from '../hours.ts';
import { readHours } from './row-words.ts';
import { readWrittenHours } from '../written-hours.ts';
import type { WindowFacts } from './imported-window.ts';
import type { Row } from './window-facts.ts';

/** Words that are not understood for certain leave no hours to reckon with: better unknown than wrong. */
export function hoursOf({ cells, columns, repairs }: Row): Partial<WindowFacts> {
  const closedText = lineWithin(200, cells('closed'), repairs);
  const hoursText = lineWithin(400, cells('hours'), repairs);
  const closed = columns.has('closed') || cells('hours') ? { closedText } : {};
  if (columns.has('hoursCode'))
    return { hoursText, ...closed, hours: readHours(cells('hoursCode'), closedText) };
  if (columns.has('hours')) {
    const hours = readWrittenHours(hoursText, closedText);
    if (hoursText && !hours) repairs.add('hours_as_text');
    return { hoursText, closedText, hours: hours ?? [] };
  }
  return { ...closed, hours: daysOf({ cells, repairs, closedText }) };
}

const WEEKDAYS = [...'月火水木金土日'];

/** 「月火水木金」 from 08:30 to 17:00; closed on holidays unless the list says that it is open then. */
function daysOf({
  cells,
  repairs,
  closedText,
}: Pick<Row, 'cells'> & { repairs: Set<Repair>; closedText: string }): HoursRule[] {
  const weekdays = WEEKDAYS.flatMap((day, at) => (cells('days').includes(day) ? [at + 1] : []));
  const [opens] = readTimes(cells('opens'));
  const [closes] = readTimes(cells('closes'));
  if (weekdays.length === 0 || !opens || !closes) {
    if (cells('days') + cells('opens') + closedText) repairs.add('hours_as_text');
    return [];
  }
  const span = { opens: opens.startsAtMinute, closes: closes.startsAtMinute };
  if (span.opens >= span.closes || span.opens >= minutesOf('24:00')) return [];
  const opensOnHolidays = /祝日は(開|利用可)/u.test(closedText);
  return [{ weekdays, ...span, except: opensOnHolidays ? ['year_end'] : EVERY_OFFICE }];
}
