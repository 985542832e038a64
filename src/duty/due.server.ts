import { seconds } from '#platform/clock';
import type { DueTask } from '#platform/jobs';
import { publishHere } from '#platform/realtime/server';
import { extendLeases, pullBackLeases } from './leases.server.ts';
import { deleteLapsed } from './lease-queries.server.ts';
import { heldLeases } from './held-leases.server.ts';
import { staffed } from './presence.ts';
import { whoIsThereAt } from './presence.server.ts';
import { stallOf } from './stall.ts';

const EVERY_MS = seconds(1);

/** Ends leases that nobody renewed, and tells everybody when the set of staffed windows changes. */
export const dutyTasks: DueTask[] = [{ name: 'presence', everyMs: EVERY_MS, run: followPresence }];

let lookedAt: Date | undefined;
let told: string | undefined;

async function followPresence(at: Date): Promise<void> {
  if (lookedAt && at < lookedAt) await pullBackLeases(at);
  const stall = stallOf(lookedAt, at, EVERY_MS);
  if (stall > 0) await extendLeases(heldLeases(), { at, byMs: stall });
  lookedAt = at;
  await deleteLapsed(at);
  await tellStaffedWindows(at);
}

async function tellStaffedWindows(at: Date): Promise<void> {
  const windows = [...staffed(await whoIsThereAt('all', at)).keys()].sort();
  const current = windows.join();
  if (current === told) return;
  told = current;
  // Each process sees it for itself.
  publishHere('/public', 'windows', 'windows:staffed', { count: windows.length });
}
