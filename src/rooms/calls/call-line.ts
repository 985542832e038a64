/** Held by whoever may be called into a talk, wherever they are in the house. */
import { Line } from '#platform/realtime/line';
import type { CallNews } from './call.ts';

/** `read` is called on each hint, and when the line stands again, for what was missed; the returned function lets the line go. */
export function hearCalls(read: () => void): () => void {
  const line = new Line((state) => state === 'stands' && read());
  line.open('/staff', { ['call:changed' satisfies keyof CallNews]: read });
  return () => line.close();
}
