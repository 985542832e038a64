/** Somebody who calls, along a route of a town, the next one and a centre, and who might answer. */
import type { AccountId } from '#accounts';
import { ringing, type Calling, type There } from '../../src/urgent/policy.ts';

export const now = new Date('2026-11-26T23:00:00+09:00');
export const route = [
  { windowIds: ['town'] },
  { windowIds: ['next-town'] },
  { windowIds: ['centre'] },
];
export const calling = (changes: Partial<Calling> = {}): Calling => ({
  route,
  stage: 0,
  stageDueAt: null,
  seenAt: now,
  rings: [],
  ...changes,
});
export const person = (
  accountId: string,
  windowId: string,
  changes: Partial<There> = {},
): There => ({
  accountId: accountId as AccountId,
  windowId,
  talking: 0,
  ringing: 0,
  ringSeconds: 30,
  misfit: 0,
  ...changes,
});
export const whoRings = (calling: Calling) => ringing(calling).map((ring) => ring.accountId);
export const pass = (calling: Calling, accountId: string): Calling => ({
  ...calling,
  rings: calling.rings.map((ring) =>
    ring.accountId === accountId ? { ...ring, state: 'passed' as const } : ring,
  ),
});
