/** What is done to a series, and who reached for one that is not theirs, in its organisation's log. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { recordAct, refuse } from '#organisations/server';
import type { Database } from '#platform/db';

export const recordOnSeries = (
  trx: Database,
  viewer: AccountViewer,
  { id, organisationId }: { id: string; organisationId: OrganisationId },
  act: string,
): Promise<void> => recordAct(viewer, { organisationId, act, subject: `series:${id}` }, trx);

/** Somebody reached for a series, or to publish one, of an organisation that is not theirs. */
export const refuseSeries = (
  viewer: AccountViewer,
  organisationId: string,
  id?: string,
  trx?: Database,
): Promise<'not_found'> =>
  refuse(
    viewer,
    {
      organisationId: organisationId as OrganisationId,
      act: 'series.refused',
      subject: id ? `series:${id}` : `organisation:${organisationId}`,
    },
    trx,
  );
