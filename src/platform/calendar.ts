/** Entries as iCalendar (RFC 5545, 7986): one for each date, no rule, so that every reader shows a moved or cancelled one. */
import ical, {
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalEventData,
} from 'ical-generator';
import { readableLine } from './text.ts';

export interface CalendarAbout {
  title: string;
  description?: string;
  /** The calendar's own address, where it may be asked for again. */
  source?: string;
  /** A single file that takes an entry back: readers of files ask for that by its method. */
  takesBack?: boolean;
}

export interface CalendarEntry {
  uid: string;
  /** Grows with every change. */
  sequence: number;
  /** Of the change, not of the asking: an unchanged calendar is the same octet for octet. */
  changedAt: Date;
  startsAt: Date;
  endsAt: Date;
  title: string;
  status: 'confirmed' | 'tentative' | 'cancelled';
  /** Whether it makes its reader busy: a plan does, an offer does not. */
  busy: boolean;
  private?: boolean;
  location?: string;
  description?: string;
  category?: string;
  url?: string;
}

const HOUR_S = 3600;
const STATUS = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const;

/** These entries as a calendar; the same octet for octet while nothing changes. */
export function writeCalendar(about: CalendarAbout, entries: CalendarEntry[]): string {
  const calendar = ical({
    prodId: { company: 'tsudoi', product: 'feeds', language: 'JA' },
    method: about.takesBack ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    // The library escapes what entries say, but not what the calendar says of itself.
    name: escaped(about.title),
    ...(about.description !== undefined && { description: escaped(about.description) }),
    ...(about.source !== undefined && { source: about.source, ttl: HOUR_S }),
    events: entries.map(eventOf),
  });
  return `${calendar.toString()}\r\n`;
}

const escaped = (text: string): string =>
  readableLine(text).replace(/[\\;,]/g, (character) => `\\${character}`);

function eventOf(entry: CalendarEntry): ICalEventData {
  const { location, description, category, url } = entry;
  return {
    id: entry.uid,
    sequence: entry.sequence,
    stamp: entry.changedAt,
    lastModified: entry.changedAt,
    // In UTC: without a rule there is nothing that a time zone would add, and no zone's table to be read wrongly.
    start: entry.startsAt,
    end: entry.endsAt,
    summary: entry.title,
    status: STATUS[entry.status],
    transparency: entry.busy ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    ...(entry.private && { class: ICalEventClass.PRIVATE }),
    ...(location !== undefined && { location }),
    ...(description !== undefined && { description }),
    ...(category !== undefined && { categories: [{ name: category }] }),
    ...(url !== undefined && { url }),
  };
}
