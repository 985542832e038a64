/** What follows a number in a room's log, as each member may read it. */
import { now } from '#platform/clock';
import { blamesData, db } from '#platform/db';
import { gather } from '#platform/gather';
import { listUnseen } from '../members/unseen-queries.server.ts';
import { withinReach, withoutHiddenText } from '../privacy.ts';
import type { Membership } from '../members/membership-queries.server.ts';
import { PAGE_SIZE, type Message, type MessagePage } from './message.ts';
import { listHidden, listMessages } from './message-queries.server.ts';
import { isPaced } from './pace.ts';

interface Asked {
  membership: Membership;
  after: number;
}

/** When a line comes back a whole room lacks the same: whoever asks at the same time shares one reading. */
export const pageAfter = gather(readPages, { most: 200, blamesOne: blamesData });

async function readPages(asked: Asked[]): Promise<MessagePage[]> {
  const [textsOf, hiddenIn] = [sharing<Message[]>(), sharing<number[]>()];
  const members = asked.map(({ membership }) => membership.memberId);
  const [unseen, ...read] = await Promise.all([
    listUnseen(db, members),
    ...asked.map(async (one) => {
      const { roomId, readsAfter } = one.membership;
      const from = Math.max(one.after, readsAfter);
      const [found, hidden] = await Promise.all([
        textsOf(`${roomId} ${from}`, () => listMessages(db, roomId, from, PAGE_SIZE + 1)),
        hiddenIn(roomId, () => listHidden(db, roomId)),
      ]);
      return { ...one, found, hidden };
    }),
  ]);
  return read.map(({ membership, found, hidden }) => ({
    messages: found
      .slice(0, PAGE_SIZE)
      .map((message) => withoutHiddenText(withinReach(message, membership.readsAfter))),
    more: found.length > PAGE_SIZE,
    state: membership.state,
    seq: membership.seq,
    hidden,
    unseen: unseen.filter(({ by }) => by === membership.memberId).map((one) => one.unseen),
    slowSeconds: membership.slowSeconds,
    paced: isPaced(membership, now()),
    muted: membership.mutedAt !== null,
  }));
}

/** Of readings by the same name one is made. */
function sharing<Value>() {
  const readings = new Map<string, Promise<Value>>();
  return (name: string, read: () => Promise<Value>): Promise<Value> => {
    const reading = readings.get(name) ?? read();
    readings.set(name, reading);
    return reading;
  };
}
