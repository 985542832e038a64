/** The order of the page that must always stand: danger first, then day and night, then by hours and matter. */
import { needsHolidays, neverCloses, type Hotline } from '#windows';

interface LineGroups {
  emergency: Hotline[];
  always: Hotline[];
  chat: Hotline[];
  timed: Hotline[];
  children: Hotline[];
  violence: Hotline[];
  other: Hotline[];
}

export function groupLines(lines: Hotline[]): LineGroups {
  const about = (...topics: Hotline['topic'][]) =>
    lines.filter((line) => topics.includes(line.topic));
  const spoken = about('anyone').filter((line) => line.methods.includes('phone'));
  return {
    emergency: about('emergency'),
    always: spoken.filter((line) => neverCloses(line.hours)),
    chat: lines.filter((line) => line.methods.includes('chat') && line.topic === 'anyone'),
    timed: spoken.filter((line) => !neverCloses(line.hours)).sort(byOpening),
    children: about('children'),
    violence: about('violence'),
    other: about('safety', 'contracts'),
  };
}

/** Those that open earlier in the day first; unknown hours last. */
const byOpening = (a: Hotline, b: Hotline): number => opening(a) - opening(b);

const opening = (line: Hotline): number =>
  Math.min(
    ...(line.hours ?? [])
      .filter((rule) => !rule.monthDays && !rule.weeks)
      .map((rule) => rule.opens),
    1440,
  );

/** Where the hours tell by themselves what is open: the calendar of holidays would weigh more than this page. */
export const opensWithoutCalendar = (line: Hotline): boolean =>
  line.hours !== null && !needsHolidays(line.hours);
