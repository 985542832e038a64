/** What organisations have coming, as anybody may see it. */
import type { OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { linesOf } from './line-queries.server.ts';
import { listNextThatAsk } from './first-talk-queries.server.ts';
import { listComingIds } from './coming-queries.server.ts';
import type { OccurrenceRow } from './occurrence.ts';
import { listComingWith } from './taking-part-queries.server.ts';

/** Published occurrences of these organisations that are not over, the next ones first. */
export async function comingOf(
  organisations: OrganisationId[],
  { until, limit = 50 }: { until?: Date; limit?: number } = {},
): Promise<OccurrenceRow[]> {
  if (organisations.length === 0) return [];
  return linesOf(await listComingIds(organisations, { until, limit }), now());
}

/** Coming dates of other organisations in which this one takes part, by their word and its own. */
export const comingWith = async (
  organisationId: OrganisationId,
  limit: number,
): Promise<OccurrenceRow[]> => linesOf(await listComingWith(organisationId, limit), now());

/** Of each series of these organisations that asks for a first talk, the next date. */
export const comingAfterTalk = async (organisationIds: string[]): Promise<OccurrenceRow[]> =>
  linesOf(await listNextThatAsk(organisationIds, now()), now());
