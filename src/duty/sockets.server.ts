import type { Socket } from 'socket.io';
import { z } from 'zod';
import type { AccountViewer } from '#accounts';
import { keepAlive } from '#accounts/server';
import { seconds } from '#platform/clock';
import { log } from '#platform/log';
import { answer, keepAsking } from '#platform/realtime/server';
import { holdLease, letGoOfLease } from './held-leases.server.ts';
import { ASK_EVERY_MS, beginLease, endLease, lapseSoon, renewLease } from './leases.server.ts';
import type { LeaseId } from './lease-queries.server.ts';

const nothing = z.strictObject({});
/** Such a desk comes back, to another process perhaps, if it may: it has the time that its lease still runs. */
const PUT_OUT_BY_US = ['server shutting down', 'server namespace disconnect'];
const ACKNOWLEDGE_WITHIN_MS = seconds(4);

/** Binds a `/staff` socket: an open desk holds a lease, which the server asks about every five seconds. */
export function bindDuty(socket: Socket, viewer: AccountViewer): void {
  let desk: OpenDesk | undefined;
  let opening = false;
  answer(socket, 'desk:open', nothing, async () => {
    if (desk || opening) return 'opened' as const;
    opening = true;
    const lease = await beginLease(viewer).finally(() => (opening = false));
    // Gone while the lease was written: it runs to its own end.
    if (socket.connected) desk = openDesk(socket, viewer, lease);
    return 'opened' as const;
  });
  answer(socket, 'desk:close', nothing, async () => {
    const leaving = desk;
    desk = undefined;
    if (leaving) await endLease(leaving.close());
    return 'closed' as const;
  });
  socket.on('disconnect', (reason) => {
    const left = desk?.close();
    desk = undefined;
    if (left && !PUT_OUT_BY_US.includes(reason)) void lapseSoon(left).catch(reportLapse);
  });
}

/** Binds a `/public` socket: everybody hears when the set of staffed windows changes. */
export const bindStaffedWindows = (socket: Socket): void => void socket.join('windows');

interface OpenDesk {
  /** Stops asking; the lease is the caller's to end. */
  close(): LeaseId;
}

function openDesk(socket: Socket, viewer: AccountViewer, first: LeaseId): OpenDesk {
  let lease = first;
  holdLease(lease);
  const replace = (next: LeaseId) => {
    letGoOfLease(lease);
    holdLease((lease = next));
  };
  const stopAsking = keepAsking(
    socket,
    { event: 'lease:ask', everyMs: ASK_EVERY_MS, withinMs: ACKNOWLEDGE_WITHIN_MS },
    async (tookMs) => {
      // No acknowledgement: the lease runs on towards its end.
      if (tookMs === undefined) return;
      if (!(await renewLease(lease))) replace(await beginLease(viewer));
      // Somebody on duty is not idle.
      await keepAlive(viewer);
    },
    reportLapse,
  );
  return {
    close() {
      stopAsking();
      letGoOfLease(lease);
      return lease;
    },
  };
}

const reportLapse = (error: unknown) => log.warn({ err: error }, 'a lease runs to its end');
