/** Failed tries, in this process's memory only: the next one waits the longer, and is never refused. */
import { delayAfter } from './delay.ts';
import { Recently } from './lines.server.ts';

export class Failures extends Recently {
  readonly #free: number;

  /** So many are free within a while. */
  constructor(windowMs: number, free: number) {
    super(windowMs);
    this.#free = free;
  }

  /** Milliseconds that the next try waits. */
  delay(bucket: string): number {
    return delayAfter(this.count(bucket), this.#free);
  }
}
