/** The seats of the rows on a page as they change; where it cannot connect, the page stays as it was loaded. */
import { SvelteMap } from 'svelte/reactivity';
import { connect, pageIsIdle } from '#platform/realtime/client';
import type { Reply } from '#platform/realtime';
import type { Seats } from './events.ts';

export class LiveSeats {
  #seats = new SvelteMap<string, Seats>();
  #ids: string[] = [];
  #onChange: (() => void) | undefined;

  /** `onChange`: something else of an occurrence changed, load the page's data again. */
  constructor(onChange?: () => void) {
    this.#onChange = onChange;
  }

  /** What is known now, or as it was loaded. */
  of<T extends { id: string; taken: number; waiting: number; capacity: number | null }>(row: T): T {
    const live = this.#seats.get(row.id);
    return live
      ? { ...row, taken: live.taken, waiting: live.waiting, capacity: live.capacity }
      : row;
  }

  /** Watches these occurrences until the returned function is called; for an `$effect`. */
  watch(ids: string[]): () => void {
    this.#ids = ids.slice(0, 100);
    let stopped = false;
    let stop = () => {};
    void pageIsIdle()
      .then(() => (stopped ? undefined : this.#listen()))
      .then(
        (undo) => {
          if (stopped) undo?.();
          else if (undo) stop = undo;
        },
        () => {},
      );
    return () => {
      stopped = true;
      stop();
    };
  }

  async #listen(): Promise<() => void> {
    const socket = await connect('/public');
    const wanted = new Set(this.#ids);
    const take = (seats: Seats) => {
      if (wanted.has(seats.occurrenceId)) this.#seats.set(seats.occurrenceId, seats);
    };
    const ask = () =>
      socket.emit('occurrences:watch', { ids: this.#ids }, (reply: Reply<Seats[]>) => {
        if (reply.ok) reply.value.forEach(take);
      });
    const changed = ({ occurrenceId }: { occurrenceId: string }) => {
      if (wanted.has(occurrenceId)) this.#onChange?.();
    };
    socket.on('seats:changed', take);
    socket.on('schedule:changed', changed);
    socket.on('connect', ask);
    if (socket.connected) ask();
    return () => {
      socket.off('seats:changed', take);
      socket.off('schedule:changed', changed);
      socket.off('connect', ask);
    };
  }
}
