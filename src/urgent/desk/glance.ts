/** What the list shows of a talk, from what was said in it. */
import type { MemberId, Message } from '#rooms';

export interface Glance {
  /** The last words, whoever's. */
  last: string;
  /** When they were said; 0 while nothing was. */
  lastAt: number;
  /** Messages of the person since the desk's last one. */
  unanswered: number;
  /** Since when the first of them waits. */
  waitsSince: number | undefined;
}

export function glanceOf(messages: Message[], me: MemberId): Glance {
  const texts = messages.filter(({ kind, hidden }) => kind === 'text' && !hidden);
  const answeredAt = texts.findLastIndex(({ authorId }) => authorId === me);
  const open = texts.slice(answeredAt + 1);
  const last = texts.at(-1);
  return {
    last: last?.text ?? '',
    lastAt: last?.sentAt ?? 0,
    unanswered: open.length,
    waitsSince: open[0]?.sentAt,
  };
}

/** Who waits for an answer before who does not, and longest first; the others with the newest words first. */
export const neediestFirst = (a: Glance, b: Glance): number =>
  (a.waitsSince ?? Number.MAX_VALUE) - (b.waitsSince ?? Number.MAX_VALUE) || b.lastAt - a.lastAt;
