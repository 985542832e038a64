/** Who is there: a shift that covers now, a live lease, and room for one more talk. */
import type { AccountId } from '#accounts';
import type { DutyRole } from './shift.ts';

export interface Shift {
  windowId: string;
  accountId: AccountId;
  role: DutyRole;
  startsAt: Date;
  endsAt: Date;
  /** Talks at once. */
  capacity: number;
}

export interface Lease {
  accountId: AccountId;
  dueAt: Date;
}

export interface Present {
  accountId: AccountId;
  windowId: string;
  role: DutyRole;
  /** Talks under way, at any window. */
  talking: number;
  capacity: number;
  until: Date;
}

/** Everybody who could take one more talk now; a peer supporter only beside such a window staff, never alone. */
export function whoIsThere(
  shifts: Shift[],
  leases: Lease[],
  talks: ReadonlyMap<AccountId, number>,
  now: Date,
): Present[] {
  const reachable = new Set(leases.filter((l) => l.dueAt > now).map((l) => l.accountId));
  const free = shifts
    .filter((s) => s.startsAt <= now && now < s.endsAt && reachable.has(s.accountId))
    .map((s) => presentAt(s, talks.get(s.accountId) ?? 0))
    .filter((p) => p.talking < p.capacity);
  const led = new Set(free.filter((p) => p.role === 'window_staff').map((p) => p.windowId));
  return free.filter((p) => led.has(p.windowId));
}

const presentAt = (shift: Shift, talking: number): Present => ({
  accountId: shift.accountId,
  windowId: shift.windowId,
  role: shift.role,
  talking,
  capacity: shift.capacity,
  until: shift.endsAt,
});

/** The windows where somebody is, each with the latest end of a shift. */
export function staffed(present: Present[]): Map<string, Date> {
  const windows = new Map<string, Date>();
  for (const { windowId, until } of present) {
    const known = windows.get(windowId);
    if (!known || known < until) windows.set(windowId, until);
  }
  return windows;
}

/** When one of these shifts next begins or ends. */
export function nextBoundary(shifts: Shift[], now: Date): Date | undefined {
  const ahead = shifts
    .map((s) => (s.startsAt > now ? s.startsAt : s.endsAt))
    .filter((t) => t > now);
  return ahead.length > 0 ? new Date(Math.min(...ahead.map(Number))) : undefined;
}
