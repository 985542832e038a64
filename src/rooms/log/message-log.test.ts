import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aMessage } from '../../../tests/support/room-message.ts';
import { MessageLog } from './message-log.ts';
import type { MessagePage } from './message.ts';
import type { MemberId } from '../room.ts';

const aPage = (after: number, upTo: number, hidden: number[] = []): MessagePage => ({
  messages: Array.from({ length: upTo - after }, (_, n) => aMessage(after + 1 + n)),
  more: false,
  state: 'open',
  seq: upTo,
  hidden,
  slowSeconds: null,
  paced: false,
  muted: false,
  unseen: [],
});
const numbersOf = (log: MessageLog) => log.messages.map((message) => message.seq);

describe('a device’s log', () => {
  test('knows an answer that was read before a line it has heard since', () => {
    const log = new MessageLog(aPage(0, 3));
    expect(log.isAheadOf(aPage(3, 3))).toBe(false);
    log.hear([aMessage(5)]);
    expect(log.isAheadOf(aPage(3, 4))).toBe(true);
    expect(log.isAheadOf(aPage(3, 5))).toBe(false);
  });

  test('is complete and in order after any hints once it has asked for what follows its last number', () => {
    const hints = fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 5 }));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), hints, (start, told) => {
        const log = new MessageLog(aPage(0, start));
        for (const batch of told) log.hear(batch.map((seq) => aMessage(seq)));
        log.take(aPage(log.last, 40));
        expect(numbersOf(log)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
        expect([log.last, log.hasGap]).toEqual([40, false]);
      }),
    );
  });

  test('notices a gap and never counts past it', () => {
    const log = new MessageLog(aPage(0, 3));
    log.hear([aMessage(5)]);
    expect([log.last, log.hasGap]).toEqual([3, true]);
    log.hear([aMessage(4)]);
    expect([log.last, log.hasGap]).toEqual([5, false]);
  });

  test('of a member who came later starts where the room then was', () => {
    const log = new MessageLog({ ...aPage(0, 0), seq: 7 });
    expect([log.last, log.hasGap]).toEqual([7, false]);
    log.hear([aMessage(8)]);
    expect(numbersOf(log)).toEqual([8]);
  });

  test('withholds what was hidden meanwhile and knows its own by client id', () => {
    const log = new MessageLog(aPage(0, 3));
    log.take({ ...aPage(3, 3), hidden: [2] });
    expect(log.messages[1]).toMatchObject({ seq: 2, hidden: true, text: '' });
    expect(log.hasOwn('あおい' as MemberId, { clientId: 'client-3' })).toBe(true);
    expect(log.hasOwn('K' as MemberId, { clientId: 'client-3' })).toBe(false);
  });
});
