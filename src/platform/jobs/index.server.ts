/**
 * Whatever must happen to the second is a row with a due time; this loop finds it on every process.
 * A wake-up makes it prompt, the row makes it survive.
 */
import { AsyncResource } from 'node:async_hooks';
import { now, seconds } from '../clock.ts';
import { everywhere } from '../everywhere.server.ts';
import { log } from '../log.server.ts';

export interface DueTask {
  name: string;
  /** Does what has fallen due by `at`, each row in its own transaction (`FOR UPDATE SKIP LOCKED`), idempotently. */
  run(at: Date): Promise<void>;
  /** Milliseconds between looks without a wake-up; a second unless told. */
  everyMs?: number;
  /** Deletes what is past its time: after a restore it runs before anybody gets in. */
  purges?: true;
  /** Another task whose wake-ups are this one's too. */
  wokenWith?: string;
}

const wakers = new Map<DueTask, () => void>();

/** Looks at once for due rows of a task, and of those woken with it, on every process. */
export const wake = everywhere('wake', (name: string): void => {
  for (const [task, look] of wakers) if (task.name === name || task.wokenWith === name) look();
});

/** Starts the loops; the returned function stops them and waits for the run under way. */
export function startDueTasks(tasks: DueTask[]): () => Promise<void> {
  const stops = tasks.map(startLoop);
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

function startLoop(task: DueTask): () => Promise<void> {
  let stopped = false;
  let woken = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  // Bound: whoever wakes a loop does not lend it their own right to the database's reserve.
  const look = AsyncResource.bind(() => {
    if (stopped) return;
    if (running) {
      woken = true;
      return;
    }
    clearTimeout(timer);
    running = runSafely(task).then(() => {
      running = undefined;
      if (stopped) return;
      timer = setTimeout(look, woken ? 0 : (task.everyMs ?? seconds(1)));
      woken = false;
    });
  });

  wakers.set(task, look);
  look();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    wakers.delete(task);
    await running;
  };
}

async function runSafely(task: DueTask): Promise<void> {
  try {
    await task.run(now());
  } catch (error) {
    log.error({ err: error, task: task.name }, 'due task failed; it is tried again');
  }
}

/**
 * What has fallen due, one after the other, each by itself: one that fails is told of without a word of anybody, stays due
 * for the next look, and keeps none of the others waiting. How many failed.
 */
export async function eachAlone<T>(
  due: Iterable<T>,
  what: string,
  run: (one: T) => Promise<unknown>,
): Promise<number> {
  let failed = 0;
  for (const one of due)
    try {
      await run(one);
    } catch (error) {
      failed += 1;
      log.error({ err: error, what }, 'one of several failed; it is tried again');
    }
  return failed;
}
