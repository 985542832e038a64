/** Failed tries, in this process's memory only: of a network, and at the first words of a phrase. */
import { hours, minutes } from '#platform/clock';
import { delayAfter } from '#platform/delay';
import { Recently } from '#platform/lines';

class Failures extends Recently {
  readonly #free: number;

  constructor(windowMs: number, free: number) {
    super(windowMs);
    this.#free = free;
  }

  delay(bucket: string): number {
    return delayAfter(this.count(bucket), this.#free);
  }
}

export const failuresOfNetworks = new Failures(minutes(15), 5);
export const failuresOfWords = new Failures(hours(1), 10);
