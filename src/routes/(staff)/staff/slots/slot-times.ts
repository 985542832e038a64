/** A day cut into one-to-one slots. */
import type { LocalTime } from '#platform/tokyo';

const MOST = 48;

export interface DayPlan {
  from: LocalTime;
  to: LocalTime;
  /** Minutes. */
  length: number;
  pause: number;
}

/** Whole slots only, with the pause between them; none where the numbers make no sense. */
export function slotTimes({ from, to, length, pause }: DayPlan): {
  startsAt: LocalTime;
  endsAt: LocalTime;
}[] {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  const sensible = [start, end, length, pause].every(Number.isInteger) && length >= 5 && pause >= 0;
  if (!sensible) return [];
  const count = Math.min(MOST, Math.floor((end - start + pause) / (length + pause)));
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const at = start + index * (length + pause);
    return { startsAt: timeOf(at), endsAt: timeOf(at + length) };
  });
}

function minuteOf(time: LocalTime): number {
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(time) ?? [];
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : NaN;
}

const timeOf = (minute: number): LocalTime =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
