/** Days of the calendar in Japan without Temporal, so that public pages stay light: UTC+9 all year since 1952. */
import type { LocalDate } from '#platform/tokyo';

const dayMs = 86_400_000;
const offsetMs = 9 * 3_600_000;
const dateAt = (ms: number): LocalDate => new Date(ms).toISOString().slice(0, 10);

export const dateOf = (instant: Date): LocalDate => dateAt(instant.getTime() + offsetMs);
export const midnightOf = (date: LocalDate): number => Date.parse(`${date}T00:00:00+09:00`);
export const daysAfter = (date: LocalDate, n: number): LocalDate =>
  dateAt(Date.parse(date) + n * dayMs);
/** Monday 1 … Sunday 7. */
export const weekdayOf = (date: LocalDate): number =>
  ((new Date(Date.parse(date)).getUTCDay() + 6) % 7) + 1;
