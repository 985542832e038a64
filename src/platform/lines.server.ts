/** Who comes often of late, in this process's memory only: nothing of a network is ever written down. */
import { createHmac, randomBytes } from 'node:crypto';
import { now } from './clock.ts';
import { networkOf } from './network.ts';
import { localDate } from './tokyo.ts';

/** A network of the day, unreadable without a key that this process forgets at midnight. */
export function networkBucket(address: string): string {
  const today = localDate(now());
  if (dailyKey.day !== today) dailyKey = { day: today, key: randomBytes(32) };
  return createHmac('sha256', dailyKey.key).update(networkOf(address)).digest('base64');
}

let dailyKey = { day: '', key: randomBytes(32) };

/** How often each bucket was noted within a span of time; of those noted longest ago the first is forgotten. */
export class Recently {
  readonly #times = new Map<string, number[]>();
  readonly #spanMs: number;

  constructor(spanMs: number) {
    this.#spanMs = spanMs;
  }

  note(bucket: string): void {
    const times = [...this.#recent(bucket), now().getTime()].slice(-MOST_PER_BUCKET);
    this.#times.delete(bucket);
    this.#times.set(bucket, times);
    const oldest = this.#times.keys().next().value;
    if (this.#times.size > MOST_BUCKETS && oldest !== undefined) this.#times.delete(oldest);
  }

  /** Up to 32. */
  count(bucket: string): number {
    return this.#recent(bucket).length;
  }

  #recent(bucket: string): number[] {
    const since = now().getTime() - this.#spanMs;
    return (this.#times.get(bucket) ?? []).filter((at) => at > since);
  }
}

const MOST_PER_BUCKET = 32;
const MOST_BUCKETS = 10_000;
