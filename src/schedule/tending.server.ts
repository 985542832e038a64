/** How it is at a gathering place, told by whoever is there with one tap. */
import { may, organisationIdsOf, type AccountViewer } from '#accounts';
import { refuse } from '#organisations/server';
import { now } from '#platform/clock';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import { addDays, instantOf, localDate } from '#platform/tokyo';
import { announceChange, announcePlace } from './announce.server.ts';
import { LIVELINESS, type Liveliness } from './occurrence.ts';
import { changeOccurrence } from './occurrence-queries.server.ts';
import {
  haveAPlace,
  lockOpening,
  openingsUntil,
  tellOpening,
  type Opening,
} from './tending-queries.server.ts';

/** What can be told: how lively it is, that it is closed today, or that it is open after all. */
export const TELLINGS = [...LIVELINESS, 'closed', 'open'] as const;
export type Telling = (typeof TELLINGS)[number];

/** Today's openings of the places that the viewer may speak for; one that runs on from yesterday is among them. */
export async function placesToTend(viewer: AccountViewer): Promise<Opening[]> {
  const tomorrow = instantOf(addDays(localDate(now()), 1), '00:00');
  return openingsUntil(organisationIdsOf(viewer, 'tend_places'), now(), tomorrow);
}

/** Whether the viewer may speak for any place. */
export const tendsPlaces = (viewer: AccountViewer): Promise<boolean> =>
  haveAPlace(organisationIdsOf(viewer, 'tend_places'));

/**
 * Tells it to everybody at once. `not_open`: it is over, a later day's, or how lively it is was told of a place that is not
 * open now. A closed opening stays listed with `reason`; who signed up keeps the place in case it opens after all.
 */
export async function tellOfPlace(
  viewer: AccountViewer,
  id: string,
  telling: Telling,
  reason: string,
): Promise<'told' | 'not_open' | 'not_found'> {
  return inTransaction(async (trx, afterCommit) => {
    const found = await lockOpening(trx, id);
    if (!found) return 'not_found';
    const { organisation_id: organisationId, ...opening } = found;
    if (!may(viewer, 'tend_places', organisationId))
      return refuse(
        viewer,
        { organisationId, act: 'occurrence.refused', subject: `occurrence:${id}` },
        trx,
      );
    if (!canBeTold(opening, telling)) return 'not_open';
    await write(trx, opening, telling, reason, afterCommit);
    return 'told';
  });
}

function canBeTold({ startsAt, endsAt, state }: Opening, telling: Telling): boolean {
  const at = now();
  if (endsAt <= at || localDate(startsAt) > localDate(at)) return false;
  return telling === 'closed' || telling === 'open' || (state === 'scheduled' && startsAt <= at);
}

async function write(
  trx: Database,
  { id, state }: Opening,
  telling: Telling,
  reason: string,
  afterCommit: AfterCommit,
): Promise<void> {
  const closed = telling === 'closed';
  const liveliness = isLiveliness(telling) ? telling : null;
  await tellOpening(trx, id, { liveliness, liveliness_at: liveliness && now() });
  afterCommit(() => announcePlace({ occurrenceId: id, is: closed ? 'closed' : liveliness }));
  if (closed === (state === 'cancelled')) return;
  const changed = await changeOccurrence(trx, id, {
    state: closed ? 'cancelled' : 'scheduled',
    cancelled_reason: closed ? reason : '',
  });
  afterCommit(() => announceChange(changed));
}

const isLiveliness = (telling: Telling): telling is Liveliness =>
  (LIVELINESS as readonly Telling[]).includes(telling);
