import type { Stretch } from '#duty';

export const LANE_PX = 34;
/** How wide the axis is where the table is as narrow as it gets, from 80rem on, and on paper. */
const AXIS_PX = { always: 470, wide: 530, paper: 900 };
const STEP = 15;
const SHORTEST = STEP;

/** How high a day of so many lanes stands. */
export const heightOf = (lanes: number): number => 14 + LANE_PX * lanes;

/** Where a stretch lies on the axis, as the attributes of a shape. */
export const shareOf = (axis: Stretch, { from, until }: Stretch): { x: string; width: string } => ({
  x: percent(axis, from - axis.from),
  width: percent(axis, until - from),
});

/** Every second hour of the axis, and where it lies. */
export const hoursOn = (axis: Stretch): { hour: number; x: string }[] =>
  Array.from({ length: lengthOf(axis) / 120 + 1 }, (_, n) => ({
    hour: axis.from / 60 + 2 * n,
    x: percent(axis, 120 * n),
  }));

const percent = (axis: Stretch, minutes: number): string =>
  `${((100 * minutes) / lengthOf(axis)).toFixed(3)}%`;

const lengthOf = ({ from, until }: Stretch): number => until - from;

export type Room = keyof typeof AXIS_PX | 'never';

/** Where its times have room beside its name. */
export function roomFor(axis: Stretch, bar: Stretch, name: string, times: string): Room {
  const share = lengthOf(bar) / lengthOf(axis);
  const needed = 13 * name.length + 7 * times.length + 26;
  const rooms = ['always', 'wide', 'paper'] as const;
  return rooms.find((room) => AXIS_PX[room] * share > needed) ?? 'never';
}

/** What of a bar is held: all of it, or an end. */
export type Grip = 'whole' | 'start' | 'end';

/** A bar moved, or one end of it, by about so many minutes: to the next quarter of an hour, and within its day. */
export function moved({ from, until }: Stretch, grip: Grip, byMinutes: number): Stretch {
  const by = Math.round(byMinutes / STEP) * STEP;
  if (grip === 'end')
    return { from, until: Math.min(Math.max(until + by, from + SHORTEST), from + 1440) };
  if (grip === 'start') return { from: Math.min(Math.max(from + by, 0), until - SHORTEST), until };
  const start = Math.min(Math.max(from + by, 0), 1440 - STEP);
  return { from: start, until: start + until - from };
}
