import type { OccurrenceRow } from '#schedule';

/** A date on the first page of staff: nothing goes over the line that no line shows. */
export type OverviewRow = Pick<
  OccurrenceRow,
  | 'id'
  | 'kind'
  | 'category'
  | 'title'
  | 'hostName'
  | 'startsAt'
  | 'endsAt'
  | 'state'
  | 'capacity'
  | 'taken'
>;

export const overviewRow = (row: OccurrenceRow): OverviewRow => ({
  id: row.id,
  kind: row.kind,
  category: row.category,
  title: row.title,
  hostName: row.hostName,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  state: row.state,
  capacity: row.capacity,
  taken: row.taken,
});
