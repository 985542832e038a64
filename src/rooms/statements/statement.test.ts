import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aMessage } from '../../../tests/support/room-message.ts';
import type { Message } from '../log/message.ts';
import { inPlace } from './statement.ts';

const read = (messages: Message[]) =>
  inPlace(messages).map(({ message, leadsTo }) => (leadsTo ? `→${message.seq}` : message.seq));

test('a statement stands after its line, and where it arrived one reads where it went', () => {
  expect(read([1, 2, 3].map((seq) => aMessage(seq)))).toEqual([1, 2, 3]);
  expect(read([aMessage(1), aMessage(2), aMessage(3), aMessage(4, 1)])).toEqual([1, 4, 2, 3, '→4']);
  expect(read([aMessage(1), aMessage(2, 0)])).toEqual([2, 1, '→2']);
});

test('at the end it needs no word of where it went; two of one place stand as they came', () => {
  expect(read([aMessage(1), aMessage(2, 1)])).toEqual([1, 2]);
  expect(read([aMessage(1), aMessage(2), aMessage(3, 1), aMessage(4, 1)])).toEqual([
    ...[1, 3, 4, 2],
    ...['→3', '→4'],
  ]);
});

test('one that stands before all that is known here waits until the earlier messages are read', () => {
  const latest = [aMessage(201), aMessage(202, 5), aMessage(203, 200)];
  expect(read(latest)).toEqual([203, 201, '→202', '→203']);
  const earlier = Array.from({ length: 200 }, (_, n) => aMessage(n + 1));
  expect(read([...earlier, ...latest]).slice(4, 7)).toEqual([5, 202, 6]);
});

test('every message is read once, wherever statements stand', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat())), (places) => {
      const messages = places.map((place, n) =>
        aMessage(n + 1, place === null ? undefined : place % (n + 1)),
      );
      const once = inPlace(messages).filter(({ leadsTo }) => !leadsTo);
      expect(once.map(({ message }) => message.seq).sort((a, b) => a - b)).toEqual(
        messages.map(({ seq }) => seq),
      );
    }),
  );
});
