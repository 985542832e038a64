/** Days and hours that are still to come in Japan, as an editor types them. */
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const inJapan = (ms: number): string => new Date(Date.now() + 9 * 60 * MINUTE + ms).toISOString();

export const inDays = (days: number): string => inJapan(days * DAY).slice(0, 10);

/** ISO weekday, Monday 1, of a date. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/** Half an hour that begins in some minutes; an end past midnight runs on to 24:10. */
export function halfHourAhead(minutes: number): { date: string; startsAt: string; endsAt: string } {
  const start = inJapan(minutes * MINUTE);
  const end = Number(start.slice(11, 13)) * 60 + Number(start.slice(14, 16)) + 30;
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    date: start.slice(0, 10),
    startsAt: start.slice(11, 16),
    endsAt: `${two(Math.floor(end / 60))}:${two(end % 60)}`,
  };
}
