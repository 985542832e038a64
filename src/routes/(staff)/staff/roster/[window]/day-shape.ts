import type { Stretch } from '#duty';

export const LANE_PX = 34;

/** How high a day stands; one without shifts as high as one with a lane. */
export const heightOf = (lanes: number): number => 14 + LANE_PX * Math.max(1, lanes);

/** Where a stretch lies on the axis, as the attributes of a shape. */
export const shareOf = (axis: Stretch, { from, until }: Stretch): { x: string; width: string } => ({
  x: percent(axis, from - axis.from),
  width: percent(axis, until - from),
});

const percent = (axis: Stretch, minutes: number): string =>
  `${((100 * minutes) / (axis.until - axis.from)).toFixed(3)}%`;
