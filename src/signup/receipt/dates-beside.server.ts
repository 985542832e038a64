/** What one sign-up brought along: a receipt names every date that it holds. */
import { organisationScope, type ParticipantViewer, type Pseudonym } from '#participants';
import { derivedPseudonym } from '#participants/server';
import { listComingDates } from '#schedule/server';
import { db } from '#platform/db';
import type { DatesBeside, Receipt } from '../index.ts';
import { listLiveOf } from '../queries.server.ts';
import { listStandingsOf } from '../series/standing-queries.server.ts';

type Held = Pick<Receipt, 'occurrence' | 'together'>;

/** Undefined where a sign-up is for its own date alone. */
export const datesBeside = (viewer: ParticipantViewer, receipt: Held) =>
  datesBesideOf(
    derivedPseudonym(viewer, organisationScope(receipt.occurrence.organisationId)),
    receipt,
  );

/** The same of whoever goes by this pseudonym at the organisation. */
export async function datesBesideOf(
  face: Pseudonym,
  { occurrence, together }: Held,
): Promise<DatesBeside | undefined> {
  const standings = together ? [] : await listStandingsOf([face]);
  const every = standings.some(({ seriesId }) => seriesId === occurrence.seriesId);
  if (!together && !every) return;
  const coming = await listComingDates(occurrence.seriesId);
  const live = await listLiveOf(
    db,
    [face],
    coming.map(({ id }) => id),
  );
  const states = new Map(live.map(({ occurrenceId, state }) => [occurrenceId, state]));
  const dates = coming
    .filter(({ id }) => id !== occurrence.id && states.has(id))
    .map(({ id, startsAt }) => ({ startsAt, waiting: states.get(id) === 'waiting' }));
  return every || dates.length > 0 ? { every, dates } : undefined;
}
