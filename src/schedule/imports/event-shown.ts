/** A row of a preview: the event it becomes. */
import type { ItemShown } from '#imports';
import { m } from '#paraglide/messages';
import { getLocale } from '#paraglide/runtime';
import { describeDate } from '../rule-sentence.ts';
import { timeOf } from '#platform/tokyo';
import type { ImportedEvent } from './imported-event.ts';

export const eventShown = (event: ImportedEvent): ItemShown => ({
  title: event.title,
  lines: [whenOf(event), [event.placeName, event.placeAddress].filter(Boolean).join('、')].filter(
    Boolean,
  ),
});

function whenOf({ span, scheduleText }: ImportedEvent): string {
  if (!span) return `${scheduleText}（${m.schedule_imported_no_date()}）`;
  const days = [span.from, ...(span.until === span.from ? [] : [span.until])];
  const year = span.from.slice(0, 4);
  const said = days.map((day) => describeDate(day, getLocale())).join('〜');
  const dated = getLocale() === 'ja' ? `${year}年${said}` : `${said} ${year}`;
  return `${dated} ${timeOf(span.startsAtMinute)}–${timeOf(span.endsAtMinute)}`;
}
