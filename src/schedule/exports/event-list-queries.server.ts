/** Rows of what is coming, for lists that leave the portal. */
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { minutesBefore } from '../sign-up-terms.ts';
import { PLACE_ADDRESS, PLACE_NAME, PREFECTURE, TOWN } from '../whereabouts-queries.server.ts';
import { partsOfEach, takesPartIn } from '../taking-part-queries.server.ts';
import { allParts } from '../taking-part.ts';
import type { ListedEvent } from './event-list.ts';

const MOST = 5_000;

export type ListedOf = { code5: string } | { organisationId: string };

/** Published dates that are not over and not cancelled, the next ones first; slots of one supporter are no events. */
export async function listedEvents(of: ListedOf): Promise<ListedEvent[]> {
  const rows = await db
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .innerJoin('organisations as g', 'g.id', 's.organisation_id')
    .leftJoin('areas as a', (join) => join.on('a.code5', '=', TOWN))
    .leftJoin('prefectures as p', (join) => join.on('p.pref_code', '=', PREFECTURE))
    .select([
      'o.id',
      's.title',
      's.summary',
      'o.starts_at as startsAt',
      'o.ends_at as endsAt',
      'o.note',
    ])
    .select([PREFECTURE.as('prefCode'), TOWN.as('code5'), 'p.name as prefecture', 'a.name as town'])
    .select([PLACE_NAME.as('placeName'), PLACE_ADDRESS.as('placeAddress')])
    .select(['s.place_access as usualAccess', 's.fee', 'g.name as organisation', 'o.capacity'])
    .select((eb) => eb('o.place_name', 'is not', null).$castTo<boolean>().as('elsewhere'))
    .select(['o.series_id as seriesId', 's.organisation_id as organisationId'])
    .select(['s.format', 's.sign_up_policy as policy', 's.sign_up_closes_minutes as closesMinutes'])
    .select(['s.source_url', 's.demonstration'])
    .where('s.shown', '=', true)
    .where('s.kind', '<>', 'peer_consultation')
    .where('o.state', '=', 'scheduled')
    .where('o.ends_at', '>', now())
    .$if('code5' in of, (query) => query.where(TOWN, '=', 'code5' in of ? of.code5 : ''))
    .$if('organisationId' in of, (query) =>
      query.where(takesPartIn('organisationId' in of ? of.organisationId : '')),
    )
    .orderBy('o.starts_at')
    .orderBy('o.id')
    .limit(MOST)
    .execute();
  const named = await partsOfEach([...new Set(rows.map(({ seriesId }) => seriesId))]);
  return rows.map(
    ({ format, policy, closesMinutes, usualAccess, seriesId, organisationId, ...row }) => ({
      ...row,
      placeAccess: row.elsewhere ? '' : usualAccess,
      parts: allParts({ id: organisationId, name: row.organisation }, named.get(seriesId) ?? []),
      unchecked: row.source_url !== null,
      invented: row.source_url === null && row.demonstration,
      online: format === 'online',
      closesAt: policy === 'open' ? minutesBefore(row.startsAt, closesMinutes) : null,
    }),
  );
}
