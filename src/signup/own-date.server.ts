/** A date whose people or room the viewer may act on. Another organisation's is none, and its admin hears of the try. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { recordAct, refuse } from '#organisations/server';
import type { Database } from '#platform/db';
import type { OccurrenceDetail } from '#schedule';
import { findEverPublicOccurrence } from '#schedule/server';
import { mayHost } from './privacy.ts';

/** `refused`: the act that stands in the log for whoever may not. */
interface Asked {
  may: (viewer: AccountViewer, date: OccurrenceDetail) => boolean;
  refused: string;
}

export const TO_HOST: Asked = { may: mayHost, refused: 'room.refused' };

export async function findOwnDate(
  viewer: AccountViewer,
  id: string,
  { may, refused }: Asked,
): Promise<OccurrenceDetail | 'not_found'> {
  const date = await findEverPublicOccurrence(id);
  if (!date) return 'not_found';
  return may(viewer, date) ? date : refuseDate(viewer, date, refused);
}

type Of = { id: string; organisationId: OrganisationId };

export const refuseDate = (viewer: AccountViewer, date: Of, act: string, trx?: Database) =>
  refuse(viewer, onDate(date, act), trx);

export const recordOnDate = (viewer: AccountViewer, date: Of, act: string, trx?: Database) =>
  recordAct(viewer, onDate(date, act), trx);

const onDate = ({ id, organisationId }: Of, act: string) => ({
  ...{ organisationId, act, subject: `occurrence:${id}` },
});
