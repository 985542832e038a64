/** Naming the colleague who can be called into a supporter's talks, and their answer. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { recordAct } from '#organisations/server';
import { db, inTransaction, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { graphemes, readableLine } from '#platform/text';
import { refuseOccurrence } from '../occurrences.server.ts';
import { findConsultation } from '../series-queries.server.ts';
import { mayLaySlotsOf, refuseSlots } from './availability.server.ts';
import {
  agree,
  decline,
  deleteStandBy,
  findNamed,
  findStandBy,
  isStandBy,
  listCandidates,
  listRequests,
  upsertStandBy,
  type Stand,
} from './stand-by-queries.server.ts';
import { lockSlot } from './stand-in-queries.server.ts';
import { LONGEST_STAND_BY_NAME, type StandByChoice, type StandByRequest } from './stand-by.ts';

/** Whose talks: all of a supporter's at a consultation, or one slot. */
export type StandingBy = { seriesId: string; supporterAccountId: string } | { slotId: string };

type Found = Stand & { organisationId: OrganisationId };

/** Who could be asked, and who was; for the supporter and the organisation's publishers. */
export const standByFor = (
  viewer: AccountViewer,
  of: StandingBy,
): Promise<StandByChoice | 'not_found'> =>
  inTransaction(async (trx) => {
    const stand = await ownStand(trx, viewer, of);
    if (stand === 'not_found') return stand;
    return {
      candidates: await listCandidates(trx, stand.organisationId, stand.supporterAccountId),
      named: await findNamed(trx, stand),
    };
  });

/** Asks a colleague (''; nobody any more). They are shown, and can be called, once they agreed. */
export const nameStandBy = (
  viewer: AccountViewer,
  of: StandingBy,
  accountId: string,
): Promise<'asked' | 'nobody' | 'not_found'> =>
  inTransaction(async (trx) => {
    const stand = await ownStand(trx, viewer, of);
    if (stand === 'not_found') return stand;
    const { organisationId, seriesId, supporterAccountId } = stand;
    const log = (act: string) =>
      recordAct(viewer, { organisationId, act, subject: `series:${seriesId}` }, trx);
    if (accountId === '') {
      await deleteStandBy(trx, stand);
      await log('stand_by.taken_away');
      return 'nobody';
    }
    const candidates = await listCandidates(trx, organisationId, supporterAccountId);
    if (!candidates.some((one) => one.accountId === accountId)) return 'not_found';
    await upsertStandBy(trx, stand, accountId);
    await log('stand_by.asked');
    return 'asked';
  });

async function ownStand(
  trx: Database,
  viewer: AccountViewer,
  of: StandingBy,
): Promise<Found | 'not_found'> {
  if ('slotId' in of) return ownSlot(trx, viewer, of.slotId);
  const { seriesId, supporterAccountId } = of;
  const series =
    isId(seriesId) && isId(supporterAccountId) && (await findConsultation(trx, seriesId));
  if (!series) return 'not_found';
  const organisationId = series.organisation_id;
  if (!(await mayLaySlotsOf(trx, viewer, organisationId, supporterAccountId)))
    return refuseSlots(trx, viewer, organisationId, seriesId);
  return { seriesId, supporterAccountId, occurrenceId: null, organisationId };
}

async function ownSlot(
  trx: Database,
  viewer: AccountViewer,
  slotId: string,
): Promise<Found | 'not_found'> {
  const slot = await lockSlot(trx, slotId);
  if (!slot) return 'not_found';
  const {
    seriesId,
    supporter_account_id: supporterAccountId,
    organisation_id: organisationId,
  } = slot;
  if (!(await mayLaySlotsOf(trx, viewer, organisationId, supporterAccountId)))
    return refuseOccurrence(trx, viewer, slotId, slot);
  return { seriesId, supporterAccountId, occurrenceId: slot.id, organisationId };
}

/** Who can be called into a slot, as everybody may read it; null where nobody agreed. */
export const standByNameOf = async (occurrenceId: string): Promise<string | null> =>
  (await findStandBy(db, occurrenceId))?.nickname ?? null;

/** What colleagues ask of the viewer, and what they agreed to. */
export const standByRequests = (viewer: AccountViewer): Promise<StandByRequest[]> =>
  listRequests(viewer.accountId);

/** Whether somebody could call the viewer at any moment. */
export const standsBy = (viewer: AccountViewer): Promise<boolean> => isStandBy(viewer.accountId);

/** The viewer agrees, under the name that people are to read; or agrees under another name from now on. */
export async function agreeToStandBy(
  viewer: AccountViewer,
  { id, nickname }: { id: string; nickname: string },
): Promise<'agreed' | 'nickname' | 'not_found'> {
  const name = readableLine(nickname);
  if (name === '' || graphemes(name) > LONGEST_STAND_BY_NAME || name.length > LONGEST_STAND_BY_NAME)
    return 'nickname';
  return answer(viewer, id, 'agreed', (trx) =>
    agree(trx, { id, accountId: viewer.accountId, nickname: name }),
  );
}

/** Not, or not any more. */
export const declineToStandBy = (
  viewer: AccountViewer,
  id: string,
): Promise<'declined' | 'not_found'> =>
  answer(viewer, id, 'declined', (trx) => decline(trx, { id, accountId: viewer.accountId }));

const answer = <Done extends 'agreed' | 'declined'>(
  viewer: AccountViewer,
  id: string,
  done: Done,
  write: (trx: Database) => ReturnType<typeof agree>,
): Promise<Done | 'not_found'> =>
  inTransaction(async (trx) => {
    const answered = isId(id) ? await write(trx) : undefined;
    if (!answered) return 'not_found';
    const { organisationId, seriesId } = answered;
    const act = { organisationId, act: `stand_by.${done}`, subject: `series:${seriesId}` };
    await recordAct(viewer, act, trx);
    return done;
  });
