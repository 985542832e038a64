/** Public lists of what is coming, for a town's or an organisation's own open data. */
import type { Table } from '#platform/sheets/server';
import { listedEvents, type ListedOf } from './event-list-queries.server.ts';
import { EVENT_LIST_HEADS, eventListRow } from './event-list.ts';

/** Published dates that are not over and not cancelled, the next ones first; slots of one supporter are no events. */
export async function eventListOf(of: ListedOf, pageOf: (id: string) => string): Promise<Table> {
  const events = await listedEvents(of);
  return {
    heads: EVENT_LIST_HEADS,
    rows: events.map((event) => eventListRow(event, pageOf(event.id))),
  };
}
