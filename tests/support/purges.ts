import { PURGES } from '../../src/timers.server.ts';

/** All that deletes by time runs, as it does in a portal within a day. */
export async function purgeAll(at: Date): Promise<void> {
  for (const { run } of PURGES) await run(at);
}
