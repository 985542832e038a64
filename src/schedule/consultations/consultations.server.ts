/** Consultations as those see them who listen there, arrange them, or look for a time. */
import { hasRole, organisationIdsOf, type AccountViewer, type OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { openSeal } from '#platform/secrets';
import type { OccurrenceRow } from '../occurrence.ts';
import { mayPublish } from '../privacy.ts';
import { linesOf } from '../line-queries.server.ts';
import { listSealedLinks } from './availability-queries.server.ts';
import { listConsultations, listSupporters } from './supporter-queries.server.ts';
import { listFreeIds, listOwnSlots, type OwnSlot } from './slot-queries.server.ts';
import { listUncovered } from './stand-in-queries.server.ts';

export interface Consultation {
  id: string;
  title: string;
  organisationId: OrganisationId;
  /** Whose slots the viewer may lay there; the viewer is among them where that is one of them. */
  supporters: { accountId: string; name: string }[];
}

/** Published ones in which the viewer listens, or may lay slots for those who do. */
export async function consultationsOf(viewer: AccountViewer): Promise<Consultation[]> {
  const found = await listConsultations(organisationIdsOf(viewer, 'lay_slots'));
  return Promise.all(
    found.map(async ({ id, title, organisationId }) => {
      const all = await listSupporters(organisationId);
      const own = ({ accountId }: { accountId: string }) => accountId === viewer.accountId;
      return {
        id,
        title,
        organisationId,
        supporters: mayPublish(viewer, organisationId) ? all : all.filter(own),
      };
    }),
  );
}

/** Whether there is a consultation in which the viewer may lay slots. */
export const laysSlots = async (viewer: AccountViewer): Promise<boolean> =>
  (await listConsultations(organisationIdsOf(viewer, 'lay_slots'))).length > 0;

/** What a supporter is to be at: the viewer oneself, or somebody whose slots the viewer may lay. */
export async function slotsOfSupporter(
  viewer: AccountViewer,
  accountId: string,
): Promise<OwnSlot[]> {
  const own = accountId === viewer.accountId;
  const within = organisationIdsOf(viewer).filter(
    (id) => mayPublish(viewer, id) || (own && hasRole(viewer, id, 'peer_supporter')),
  );
  return listOwnSlots(accountId, within);
}

/** Held slots whose supporter listens there no more, for whoever can ask a colleague. */
export const slotsUncovered = (viewer: AccountViewer) =>
  listUncovered(organisationIdsOf(viewer, 'publish'));

const MOST_FREE = 60;

/** Times of a consultation that can be taken now, soonest first. */
export async function freeTimesOf(seriesId: string): Promise<OccurrenceRow[]> {
  const lines = await linesOf(await listFreeIds(seriesId, MOST_FREE), now());
  return lines.filter(({ signUp }) => signUp === 'open');
}

/** Where voice or picture meet, by slot; whoever asks has made sure that the reader may know it now. */
export async function meetingLinksOf(occurrenceIds: string[]): Promise<Map<string, string>> {
  if (occurrenceIds.length === 0) return new Map();
  const sealed = await listSealedLinks(occurrenceIds);
  return new Map(sealed.map(({ id, link }) => [id, openSeal('meeting-link', link)]));
}
