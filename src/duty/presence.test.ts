import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { AccountId } from '#accounts';
import { later, minutes, seconds } from '#platform/clock';
import { nextBoundary, staffed, whoIsThere, type Lease, type Shift } from './presence.ts';

const eight = new Date('2026-11-26T20:00:00+09:00');
const nine = new Date('2026-11-26T21:00:00+09:00');
const mitsue = 'mitsue' as AccountId;
const yuki = 'yuki' as AccountId;

const shift = (accountId: AccountId, changes: Partial<Shift> = {}): Shift => ({
  windowId: 'aoba',
  accountId,
  role: 'window_staff',
  startsAt: eight,
  endsAt: nine,
  capacity: 2,
  ...changes,
});
const lease = (accountId: AccountId, dueAt: Date): Lease => ({ accountId, dueAt });
const always = (accountId: AccountId) => lease(accountId, later(nine, minutes(60)));
const who = (shifts: Shift[], leases: Lease[], now: Date, talks = new Map<AccountId, number>()) =>
  whoIsThere(shifts, leases, talks, now).map((p) => p.accountId);

describe('on duty at 20:00–21:00 with a lease until 20:30:15', () => {
  const until = later(eight, minutes(30) + seconds(15));
  test.each([
    ['19:59:59', -seconds(1), false],
    ['20:00:00', 0, true],
    ['20:30:14', minutes(30) + seconds(14), true],
    ['20:30:15', minutes(30) + seconds(15), false],
    ['20:59:59', minutes(59) + seconds(59), false],
    ['21:00:00', minutes(60), false],
  ])('at %s', (_, after, there) => {
    expect(who([shift(mitsue)], [lease(mitsue, until)], later(eight, after))).toEqual(
      there ? [mitsue] : [],
    );
  });
});

describe('a live lease from 20:00 on', () => {
  test.each([
    ['one minute before the shift', -minutes(1), []],
    ['as it starts', 0, [mitsue]],
    ['in its last second', minutes(60) - 1, [mitsue]],
    ['as it ends', minutes(60), []],
  ])('%s', (_, after, there) => {
    expect(who([shift(mitsue)], [always(mitsue)], later(eight, after))).toEqual(there);
  });
});

it('counts several tabs as one presence, and one live tab is enough', () => {
  const leases = [lease(mitsue, eight), always(mitsue), always(mitsue)];
  expect(who([shift(mitsue)], leases, later(eight, 1))).toEqual([mitsue]);
});

it('finds an account at all its windows through one lease', () => {
  const shifts = [shift(mitsue), shift(mitsue, { windowId: 'shiomi' })];
  const present = whoIsThere(shifts, [always(mitsue)], new Map(), eight);
  expect(present.map((p) => p.windowId)).toEqual(['aoba', 'shiomi']);
});

test.each([
  [0, [mitsue]],
  [1, [mitsue]],
  [2, []],
  [3, []],
])('with room for two and %i talks under way', (talking, there) => {
  expect(who([shift(mitsue)], [always(mitsue)], eight, new Map([[mitsue, talking]]))).toEqual(
    there,
  );
});

describe('a peer supporter', () => {
  const peer = shift(yuki, { role: 'peer_supporter' });
  const both = [always(mitsue), always(yuki)];
  it('is there beside a window staff', () =>
    expect(who([shift(mitsue), peer], both, eight)).toEqual([mitsue, yuki]));
  it('is never there alone', () => expect(who([peer], both, eight)).toEqual([]));
  it('is not there beside a staff at another window', () =>
    expect(who([shift(mitsue, { windowId: 'shiomi' }), peer], both, eight)).toEqual([mitsue]));
  it('is not there when the staff beside has no room left', () =>
    expect(who([shift(mitsue), peer], both, eight, new Map([[mitsue, 2]]))).toEqual([]));
  it('is not there when the staff beside has gone', () =>
    expect(who([shift(mitsue), peer], [always(yuki)], eight)).toEqual([]));
});

it('shows a staffed window until its longest shift ends', () => {
  const shifts = [shift(mitsue), shift(yuki, { endsAt: later(nine, minutes(30)) })];
  const present = whoIsThere(shifts, [always(mitsue), always(yuki)], new Map(), eight);
  expect(staffed(present)).toEqual(new Map([['aoba', later(nine, minutes(30))]]));
});

test.each([
  ['before it starts', -minutes(1), eight],
  ['as it starts', 0, nine],
  ['in its midst', minutes(30), nine],
  ['as it ends', minutes(60), undefined],
])('a shift next changes who is there, %s', (_, after, boundary) => {
  expect(nextBoundary([shift(mitsue)], later(eight, after))).toEqual(boundary);
});

it('takes nobody as there without a shift, a lease and room', () => {
  const instant = fc.integer({ min: 0, max: 100 }).map((n) => new Date(n));
  const person = fc.constantFrom(mitsue, yuki);
  const shifts = fc.array(
    fc
      .record({ accountId: person, startsAt: instant, endsAt: instant, capacity: fc.nat(3) })
      .map((part) => shift(part.accountId, part)),
  );
  const leases = fc.array(fc.record({ accountId: person, dueAt: instant }));
  const talks = fc.array(fc.tuple(person, fc.nat(4))).map((pairs) => new Map(pairs));
  fc.assert(
    fc.property(shifts, leases, talks, instant, (shifts, leases, talks, now) => {
      for (const p of whoIsThere(shifts, leases, talks, now)) {
        expect(p.until > now).toBe(true);
        expect(leases.some((l) => l.accountId === p.accountId && l.dueAt > now)).toBe(true);
        expect(talks.get(p.accountId) ?? 0).toBeLessThan(p.capacity);
      }
    }),
  );
});
