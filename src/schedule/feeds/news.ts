/** What is new among dates: published, changed, moved, cancelled. One act on many dates of a series is one piece of news. */
import type { FeedEntry } from './feed-entry.ts';

export type NewsKind = 'new' | 'changed' | 'moved' | 'cancelled';

export interface News {
  /** Stays while the news does, also when the first of its dates has passed. */
  id: string;
  kind: NewsKind;
  at: Date;
  first: FeedEntry;
  entries: FeedEntry[];
}

const MOST = 50;
const MINUTE_MS = 60_000;

/** The latest first; `entries` in order of time. */
export function newsOf(entries: FeedEntry[]): News[] {
  const groups = Map.groupBy(entries, (entry) =>
    [entry.seriesId, kindOf(entry), minuteOf(entry)].join('-'),
  );
  return [...groups]
    .flatMap(([id, of]) => {
      const [first] = of;
      return first ? [{ id, kind: kindOf(first), at: first.changedAt, first, entries: of }] : [];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, MOST);
}

/** A date cancelled and then moved back is changed: it takes place where and when it was said to. */
function kindOf(entry: FeedEntry): NewsKind {
  if (entry.state === 'cancelled') return 'cancelled';
  if (entry.moved) return 'moved';
  return entry.edited ? 'changed' : 'new';
}

const minuteOf = ({ changedAt }: FeedEntry): number => Math.floor(changedAt.getTime() / MINUTE_MS);
