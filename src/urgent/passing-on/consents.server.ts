/** What of an earlier talk may be read by whoever answers; and taking that back. */
import type { AccountViewer } from '#accounts';
import { recordAct } from '#organisations/server';
import type { ParticipantViewer } from '#participants';
import { pseudonymsOf } from '#participants/server';
import { now } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { isId } from '#platform/id';
import { bury, type IsBuried } from '#platform/tombstones';
import { textsUpTo, type TextsBefore } from '#rooms/server';
import type { ContactId } from '../contact.ts';
import { tellDesks } from '../tell.server.ts';
import {
  endConsent,
  listConsents,
  listPassedOn,
  listReadable,
  withdrawConsent,
} from './consent-queries.server.ts';
import type { ConsentId, PassedOn } from './passing-on.ts';

/** The talk that led to a contact, as far as its person lets the viewer read it now, back from a number. Each reading is in the log. */
export async function readEarlierTalk(
  viewer: AccountViewer,
  contactId: string,
  last = Infinity,
): Promise<TextsBefore | 'not_found'> {
  const readable = await listReadable(viewer.accountId, now());
  const found = readable.find((one) => one.contactId === contactId);
  if (!found) return 'not_found';
  const { organisationId, roomId, upToSeq } = found;
  const subject = `contact:${contactId}`;
  await recordAct(viewer, { organisationId, act: 'earlier_talk.read', subject });
  return textsUpTo(roomId, Math.min(upToSeq, last));
}

/** Of the viewer's talks those with an earlier one to read. */
export const withEarlierTalk = async (viewer: AccountViewer): Promise<ReadonlySet<ContactId>> =>
  new Set((await listReadable(viewer.accountId, now())).map(({ contactId }) => contactId));

/** What the person let windows read, the latest first. */
export const passedOnBy = async (viewer: ParticipantViewer): Promise<PassedOn[]> =>
  listPassedOn(await facesAtWindows(viewer), now());

/** Takes it back: nobody reads it from then on. */
export async function takeBackConsent(
  viewer: ParticipantViewer,
  id: string,
): Promise<'taken_back' | 'not_found'> {
  if (!isId<ConsentId>(id)) return 'not_found';
  const faces = await facesAtWindows(viewer);
  return inTransaction(async (trx, afterCommit) => {
    const withdrawn = await withdrawConsent(trx, { id, faces, at: now() });
    if (!withdrawn) return 'not_found';
    const { owner } = withdrawn;
    await bury('consent', id.toLowerCase());
    if (owner) afterCommit(() => tellDesks([owner]));
    return 'taken_back';
  });
}

/** After a restore: what was taken back since the backup nobody reads again. */
export async function endBuriedConsents(isBuried: IsBuried): Promise<void> {
  for (const id of await listConsents(db))
    if (isBuried('consent', id)) await endConsent(db, id, now());
}

const facesAtWindows = async (viewer: ParticipantViewer) =>
  (await pseudonymsOf(viewer))
    .filter(({ scope }) => scope.startsWith('contact:'))
    .map(({ pseudonym }) => pseudonym);
