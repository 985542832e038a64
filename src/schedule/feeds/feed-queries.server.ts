/** Rows of a feed, and one number that changes whenever any of them does. */
import { db, sql } from '#platform/db';
import type { ConsultationMethod } from '../consultations/availability.ts';
import { byMethods, inScope, underBoxes, type OccurrenceFilter } from '../scope-queries.server.ts';
import {
  followedIn,
  PLACE_ADDRESS,
  PLACE_NAME,
  TOWN,
  type PlaceAsked,
} from '../whereabouts-queries.server.ts';
import { ORGANISERS, takesPartIn } from '../taking-part-queries.server.ts';
import type { FeedEntry } from './feed-entry.ts';

export interface FeedSelection {
  seriesIds: string[];
  /** Those of them that have only single dates there give only these. */
  place: PlaceAsked;
  /** Every date from here on; until then only the cancelled and moved ones since `remembered`. */
  from: Date;
  until: Date;
  remembered: Date;
  /** Only what was written or changed since. */
  changedSince: Date | null;
  /** Only consultations by one of these; empty for all there is. */
  methods: ConsultationMethod[];
  /** Only within these hours, as ranges; null for all. */
  hours: string | null;
  limit: number;
}

const withinSpan = ({ seriesIds, from, until, remembered }: FeedSelection) => sql`
  o.series_id = any(${seriesIds}::uuid[]) and o.starts_at >= ${remembered} and o.starts_at < ${until}
  and (o.starts_at >= ${from} or o.state = 'cancelled' or o.moved)`;

const withinChoice = ({ place, methods, hours, changedSince }: FeedSelection) => sql`
  ${followedIn(place)} and ${byMethods({ methods })} and ${hours ? sql`o.starts_at <@ ${hours}::tstzmultirange` : sql`true`}
  and ${changedSince ? sql`greatest(o.changed_at, s.facts_changed_at) >= ${changedSince}` : sql`true`}`;

const rowsOf = (selection: FeedSelection) => sql<FeedEntry>`
  select o.id, o.series_id as "seriesId", o.original_start as "originalStart",
    left(md5(o.series_id::text || o.laid_for::text), 12) as slot,
    o.starts_at as "startsAt", o.ends_at as "endsAt", o.state, o.cancelled_reason as "cancelledReason", o.note,
    o.sequence + s.facts_sequence as sequence, greatest(o.changed_at, s.facts_changed_at) as "changedAt",
    o.moved, o.sequence > 0 or (s.facts_sequence > 0 and s.facts_changed_at > o.changed_at) as edited,
    s.kind, s.audience, s.title, s.format, ${PLACE_NAME} as "placeName", ${PLACE_ADDRESS} as "placeAddress",
    a.name as area, o.place_name is not null as elsewhere, ${ORGANISERS} as organisers, s.source_url is not null as unchecked,
    s.source_url is null and s.demonstration as demonstration
  from occurrences o
    join series s on s.id = o.series_id
    join organisations g on g.id = s.organisation_id
    left join areas a on a.code5 = ${TOWN}
  where ${withinSpan(selection)} and ${withinChoice(selection)}
  order by o.starts_at, o.id limit ${selection.limit}`;

/** In order of time. */
export const feedEntries = async (selection: FeedSelection): Promise<FeedEntry[]> =>
  (await rowsOf(selection).execute(db)).rows;

/**
 * Made of the very rows that would be shown: an edit changes a row's part of it, a row that goes or comes (deleted, past,
 * newly within the span) takes or adds its part, and `title` has a part of its own. What sign-ups count is in no row.
 */
export async function feedVersion(
  selection: FeedSelection,
  title: string,
): Promise<{ version: string; changedAt: Date | null }> {
  const { rows } = await sql<{ version: string; changedAt: Date | null }>`
    select count(*) || '.' || (coalesce(bit_xor(hashtextextended(f::text, 0)), 0) # hashtextextended(${title}, 1)) as version,
      max(f."changedAt") as "changedAt"
    from (${rowsOf(selection)}) f`.execute(db);
  return rows[0] ?? { version: '0', changedAt: null };
}

/** Published series within place, words and boxes; where that is asked, one series, or those that an organisation takes part in. */
export const seriesWithin = async (
  filter: OccurrenceFilter,
  of: { organisationId: string | null; seriesId: string | null },
): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      select s.id from series s
      where ${inScope(filter)} and ${underBoxes(filter)}
        and ${of.organisationId ? takesPartIn(of.organisationId) : sql`true`}
        and ${of.seriesId ? sql`s.id = ${of.seriesId}` : sql`true`}`.execute(db)
  ).rows.map(({ id }) => id);
