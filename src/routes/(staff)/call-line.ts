/** Held by whoever may be called into a talk: a hint has the card read again wherever they are in the house. */
import { invalidate } from '$app/navigation';
import type { CallNews } from '#rooms';
import { Line } from '#platform/realtime/line';
import { CALLS } from './calls.ts';

/** The returned function lets the line go. What was missed while it was cut is read when it stands again. */
export function hearCalls(): () => void {
  const read = () => void invalidate(CALLS);
  const line = new Line((state) => state === 'stands' && read());
  line.open('/staff', { ['call:changed' satisfies keyof CallNews]: read });
  return () => line.close();
}
