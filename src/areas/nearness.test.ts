import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearnessOf, type Around } from './nearness.ts';

const toshima: Around = {
  ...{ code5: '13116', prefCode: '13' },
  near: { codes: ['13116', '13104', '13105', '11101'], reach: 'neighbours' },
};
/** 大島町: the sea lies between it and every other town. */
const oshima: Around = {
  ...{ code5: '13361', prefCode: '13' },
  near: { codes: ['13361', '13362', '13363', '13101'], reach: 'prefecture' },
};
const at = (code5: string | null, online = false) => ({
  ...{ code5, online },
  prefCode: code5?.slice(0, 2) ?? null,
});

test.each([
  ['its own town', toshima, at('13116'), 'same_town'],
  ['a town it shares a border with', toshima, at('13104'), 'next_town'],
  ['a neighbour of another prefecture', toshima, at('11101'), 'next_town'],
  ['the rest of its prefecture', toshima, at('13201'), 'same_prefecture'],
  ['elsewhere', toshima, at('14100'), undefined],
  ['nobody knows where', toshima, at(null), undefined],
  ['online, wherever its organiser is', toshima, at('47201', true), 'online'],
  ['the island itself', oshima, at('13361'), 'same_town'],
  ['another island', oshima, at('13362'), 'same_prefecture'],
])('%s', (_, around, there, nearness) => {
  expect(nearnessOf(around, there)).toBe(nearness);
});

test('nothing is ever the next town to an island', () => {
  fc.assert(
    fc.property(fc.constantFrom(...oshima.near.codes, '13201', '14100', null), (code5) => {
      expect(nearnessOf(oshima, at(code5))).not.toBe('next_town');
    }),
  );
});
