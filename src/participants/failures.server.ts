/** Failed tries, in this process's memory only: nothing of a network is ever written down. */
import { createHmac, randomBytes } from 'node:crypto';
import { hours, minutes, now } from '#platform/clock';
import { delayAfter } from '#platform/delay';
import { localDate } from '#platform/tokyo';
import { networkOf } from './network.ts';

/** A network of the day, unreadable without a key that this process forgets at midnight. */
export function networkBucket(address: string): string {
  const today = localDate(now());
  if (dailyKey.day !== today) dailyKey = { day: today, key: randomBytes(32) };
  return createHmac('sha256', dailyKey.key).update(networkOf(address)).digest('base64');
}

let dailyKey = { day: '', key: randomBytes(32) };

class Failures {
  readonly #times = new Map<string, number[]>();
  readonly #windowMs: number;
  readonly #free: number;

  constructor(windowMs: number, free: number) {
    this.#windowMs = windowMs;
    this.#free = free;
  }

  note(bucket: string): void {
    const times = [...this.#recent(bucket), now().getTime()].slice(-MOST_PER_BUCKET);
    this.#times.delete(bucket);
    this.#times.set(bucket, times);
    const oldest = this.#times.keys().next().value;
    if (this.#times.size > MOST_BUCKETS && oldest !== undefined) this.#times.delete(oldest);
  }

  delay(bucket: string): number {
    return delayAfter(this.#recent(bucket).length, this.#free);
  }

  #recent(bucket: string): number[] {
    const since = now().getTime() - this.#windowMs;
    return (this.#times.get(bucket) ?? []).filter((at) => at > since);
  }
}

const MOST_PER_BUCKET = 32;
const MOST_BUCKETS = 10_000;

export const failuresOfNetworks = new Failures(minutes(15), 5);
export const failuresOfWords = new Failures(hours(1), 10);
