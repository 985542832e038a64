import { expect, test } from 'vitest';
import type { AccountId } from '#accounts';
import { isReadingStill, mayReadByConsent, mayReadInDanger } from './privacy.ts';

const [yuri, kaede] = ['yuri', 'kaede'] as AccountId[] as [AccountId, AccountId];
const at = new Date('2026-11-26T20:00:00+09:00');
const held = { state: 'talking', ownerAccountId: yuri, ownerWindowId: 'w' } as const;
const consent = {
  ...{ windowId: 'w', accountId: null, upToSeq: 3, withdrawnAt: null },
  until: new Date(at.getTime() + 1),
};

test.each([
  ['whoever talks at the window that was meant', yuri, held, consent, true],
  ['at whichever window answers', yuri, held, { ...consent, windowId: null }, true],
  ['the one who was named', yuri, held, { ...consent, accountId: yuri }, true],
  ['in the place of the one who was named', yuri, held, { ...consent, accountId: kaede }, false],
  ['a colleague', kaede, held, consent, false],
  ['at another window', yuri, { ...held, ownerWindowId: 'v' }, consent, false],
  ['once the talk is over', yuri, { ...held, state: 'ended' }, consent, false],
  ['of which nothing goes along', yuri, held, { ...consent, upToSeq: 0 }, false],
  ['at the end of its time', yuri, held, { ...consent, until: at }, false],
  ['once taken back', yuri, held, { ...consent, withdrawnAt: at }, false],
] as const)('by consent: %s', (_, reader, how, what, may) => {
  expect(mayReadByConsent(reader, how, what, at)).toBe(may);
});

test.each([
  ['talking', yuri, true],
  ['waiting', yuri, true],
  ['ended', yuri, true],
  ['left', yuri, false],
  ['talking', kaede, false],
  ['waiting', undefined, false],
] as const)('in danger, %s, held last by %s: %s', (state, holder, may) => {
  expect(mayReadInDanger(yuri, { state }, holder)).toBe(may);
});

test('a reason lasts for half an hour', () => {
  const after = (ms: number) => isReadingStill(at, new Date(at.getTime() + ms));
  expect([after(0), after(30 * 60_000 - 1), after(30 * 60_000)]).toEqual([true, true, false]);
});
