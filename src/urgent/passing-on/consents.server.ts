/** What of an earlier talk may be read by whoever answers; and taking that back. */
import { may, type AccountViewer, type OrganisationId } from '#accounts';
import { recordAct, refuse } from '#organisations/server';
import type { ParticipantViewer, Pseudonym } from '#participants';
import { now } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { isId } from '#platform/id';
import { bury, type IsBuried } from '#platform/tombstones';
import { textsUpTo, type TextsBefore } from '#rooms/server';
import type { ContactId } from '../contact.ts';
import { mayReadByConsent } from '../privacy.ts';
import { refuseTalk } from '../desk/own-talk.server.ts';
import { facesAtContacts } from '../own-contact.server.ts';
import { tellContact, tellDesks } from '../tell.server.ts';
import type { Move } from '../urgent.server.ts';
import {
  contactOfConsent,
  endConsent,
  listConsents,
  listPassedOn,
  listHandOverRecords,
  listConsented,
  withdrawConsent,
  type Readable,
} from './consent-queries.server.ts';
import type { ConsentId, EarlierTalk, HandOverRecord, PassedOn } from './passing-on.ts';

/** What was said before, as far as its person lets the viewer read it now, back from a number. Each reading is in the log. */
export async function readEarlierTalk(
  viewer: AccountViewer,
  consentId: string,
  last = Infinity,
): Promise<(TextsBefore & { contactId: ContactId }) | 'not_found'> {
  const found = await readableNow(viewer, consentId);
  if (!found) return refuseReading(viewer, consentId);
  const { organisationId, contactId, roomId, upToSeq } = found;
  const subject = `contact:${contactId}`;
  await recordAct(viewer, { organisationId, act: 'earlier_talk.read', subject });
  return { contactId, ...(await textsUpTo(roomId, Math.min(upToSeq, last))) };
}

/** Asked while it is on the screen, which is no new reading. */
export const mayStillRead = async (viewer: AccountViewer, consentId: string): Promise<boolean> =>
  (await readableNow(viewer, consentId)) !== undefined;

const readableNow = async (viewer: AccountViewer, consentId: string) =>
  (await readableTo(viewer)).find((one) => one.consentId === consentId);

async function readableTo({ accountId }: AccountViewer): Promise<Readable[]> {
  const consented = await listConsented(accountId);
  return consented.filter((one) => mayReadByConsent(accountId, one, one, now()));
}

async function refuseReading(viewer: AccountViewer, consentId: string): Promise<'not_found'> {
  const contactId = isId<ConsentId>(consentId) && (await contactOfConsent(consentId));
  return contactId ? refuseTalk(viewer, contactId, db) : 'not_found';
}

/** What the viewer may read beside each of their talks. */
export async function earlierTalksOf(
  viewer: AccountViewer,
): Promise<ReadonlyMap<ContactId, EarlierTalk[]>> {
  const readable = Map.groupBy(await readableTo(viewer), ({ contactId }) => contactId);
  const shown = ({ consentId, ofThisTalk }: Readable) => ({ consentId, ofThisTalk });
  return new Map([...readable].map(([contactId, own]) => [contactId, own.map(shown)]));
}

/** What the person let windows read, the latest first. */
export const passedOnBy = async (viewer: ParticipantViewer): Promise<PassedOn[]> =>
  listPassedOn(await facesAtContacts(viewer), now());

/** Which talks went from or to an organisation by their people's leave, for whoever reads its log. */
export async function handOverRecords(
  viewer: AccountViewer,
  organisationId: OrganisationId,
): Promise<HandOverRecord[] | 'not_found'> {
  if (may(viewer, 'read_audit', organisationId)) return listHandOverRecords(organisationId, now());
  return refuse(viewer, { organisationId, act: 'audit.refused', subject: 'hand_overs' });
}

/** Takes it back: nobody reads it from then on. */
export async function takeBackConsent(
  viewer: ParticipantViewer,
  id: string,
): Promise<'taken_back' | 'not_found'> {
  if (!isId<ConsentId>(id)) return 'not_found';
  const faces = await facesAtContacts(viewer);
  return inTransaction((trx, afterCommit) =>
    takeBackWithin({ trx, at: now(), afterCommit }, id, faces),
  );
}

export async function takeBackWithin(
  { trx, at, afterCommit }: Move,
  id: ConsentId,
  faces: Pseudonym[],
): Promise<'taken_back' | 'not_found'> {
  const withdrawn = await withdrawConsent(trx, { id, faces, at });
  if (!withdrawn) return 'not_found';
  const { owner, contactId } = withdrawn;
  await bury('consent', id.toLowerCase());
  afterCommit(() => {
    tellContact(contactId);
    if (owner) tellDesks([owner]);
  });
  return 'taken_back';
}

/** After a restore: what was taken back since the backup nobody reads again. */
export async function endBuriedConsents(isBuried: IsBuried): Promise<void> {
  for (const id of await listConsents(db))
    if (isBuried('consent', id)) await endConsent(db, id, now());
}
