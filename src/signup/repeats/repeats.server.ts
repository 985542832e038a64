/** Whether somebody may hold one more slot of a consultation that limits how often one person comes. */
import type { Pseudonym } from '#participants';
import { now } from '#platform/clock';
import type { Database } from '#platform/db';
import { isTooMany, type Repeats } from '#schedule';
import { limitsOf, type HeldOccurrence } from '#schedule/server';
import { listOwnSlots, lockRepeats, type OwnSlot } from './repeat-queries.server.ts';

interface Asked {
  occurrence: HeldOccurrence;
  face: Pseudonym;
}

const keyOf = ({ occurrence: { seriesId }, face }: Asked) => `${seriesId} ${face}`;

/** What each of those who come together holds, growing as they are seated. */
export class RepeatsHeld {
  readonly #limits: Map<string, Repeats>;
  readonly #starts: Map<string, Date[]>;

  constructor(limits: Map<string, Repeats>, own: OwnSlot[]) {
    this.#limits = limits;
    const byPerson = Map.groupBy(own, ({ seriesId, face }) => `${seriesId} ${face}`);
    this.#starts = new Map(
      [...byPerson].map(([key, slots]) => [key, slots.map(({ startsAt }) => startsAt)]),
    );
  }

  hasEnough(asked: Asked): boolean {
    const limits = this.#limits.get(asked.occurrence.seriesId);
    const own = this.#starts.get(keyOf(asked)) ?? [];
    return limits !== undefined && isTooMany(own, asked.occurrence.startsAt, limits, now());
  }

  add(asked: Asked): void {
    const key = keyOf(asked);
    this.#starts.set(key, [...(this.#starts.get(key) ?? []), asked.occurrence.startsAt]);
  }
}

/** The dates' rows are held already: whoever comes by another slot of the same consultation waits here. */
export async function repeatsAmong(trx: Database, asked: Asked[]): Promise<RepeatsHeld> {
  const slots = asked.filter(({ occurrence }) => occurrence.kind === 'peer_consultation');
  const limits = await limitsOf([...new Set(slots.map((one) => one.occurrence.seriesId))], trx);
  const limited = slots.filter(({ occurrence }) => limits.has(occurrence.seriesId));
  if (limited.length === 0) return new RepeatsHeld(limits, []);
  await lockRepeats(trx, limited.map(keyOf));
  const faces = limited.map(({ face }) => face);
  return new RepeatsHeld(limits, await listOwnSlots(trx, [...limits.keys()], faces));
}
