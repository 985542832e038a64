/** One entry for a person's own calendar, which others may look into: when, and nothing else. */

interface Entry {
  uid: string;
  summary: string;
  startsAt: Date;
  endsAt: Date;
  cancelled: boolean;
  sequence: number;
  stamp: Date;
}

/** RFC 5545, times in UTC. All values are ours and short: nothing to escape but commas, no line to fold. */
export const calendarFile = (entry: Entry): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//tsudoi//JA',
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${utc(entry.stamp)}`,
    `DTSTART:${utc(entry.startsAt)}`,
    `DTEND:${utc(entry.endsAt)}`,
    `SEQUENCE:${entry.sequence}`,
    `SUMMARY:${entry.summary.replace(/[,;\\]/g, '\\$&')}`,
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'CLASS:PRIVATE',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

const utc = (at: Date) => at.toISOString().replace(/[-:]|\.\d{3}/g, '');
