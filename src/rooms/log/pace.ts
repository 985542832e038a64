/** How fast a room goes. */
import { seconds } from '#platform/clock';
import { NEWCOMER_PACE_SECONDS } from '../promises.ts';
import type { MemberRole } from '../room.ts';

export const SLOW_SECONDS = [10, 30, 60, 120] as const;
export type SlowSeconds = (typeof SLOW_SECONDS)[number];

interface Writer {
  role: MemberRole;
  slowSeconds: SlowSeconds | null;
  pacedUntil: Date | null;
}

/** Milliseconds between two messages of one member; 0 where they write as they like, as hosts always do. */
export function paceOf(writer: Writer, at: Date): number {
  const { role, slowSeconds } = writer;
  if (role === 'host') return 0;
  const asNewcomer = isPaced(writer, at) ? NEWCOMER_PACE_SECONDS : 0;
  return seconds(Math.max(slowSeconds ?? 0, asNewcomer));
}

/** Whether they came after somebody was put out, a moment ago. */
export const isPaced = (
  { role, pacedUntil }: Pick<Writer, 'role' | 'pacedUntil'>,
  at: Date,
): boolean => role !== 'host' && pacedUntil !== null && at < pacedUntil;

/** Milliseconds until the next turn of somebody who last wrote then; 0 where it is now. */
export const waitFor = (lastWrote: Date | null, pace: number, at: Date): number =>
  lastWrote === null ? 0 : Math.max(0, lastWrote.getTime() + pace - at.getTime());
