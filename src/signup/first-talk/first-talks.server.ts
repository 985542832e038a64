/**
 * The first talk that some organisations ask for. Staff say that it has been, and nothing else is kept of it: whoever is
 * not marked yet is led there again, and nobody is ever turned away by a row.
 */
import type { AccountViewer, OrganisationId } from '#accounts';
import { recordAct } from '#organisations/server';
import { organisationIn, type ParticipantViewer } from '#participants';
import { pseudonymsOf } from '#participants/server';
import type { OccurrenceRow } from '#schedule';
import { comingAfterTalk } from '#schedule/server';
import { db, inTransaction } from '#platform/db';
import { isId } from '#platform/id';
import { deleteFirstTalk, facesTalkedWith, insertFirstTalk } from './first-talk-queries.server.ts';
import { findOwnDate } from '../own-date.server.ts';
import { mayReadSignups } from '../privacy.ts';
import { findSignup } from '../queries.server.ts';

export interface Talked {
  occurrenceId: string;
  signupId: string;
  /** False takes back what was marked by mistake; places that are held stay. */
  done: boolean;
}

/** By whoever reads of the person’s sign-up; from now on every date of the organisation that asks for it is open to them. */
export async function markFirstTalk(
  viewer: AccountViewer,
  { occurrenceId, signupId, done }: Talked,
): Promise<'marked' | 'not_found'> {
  const own = { may: mayReadSignups, refused: 'first_talk.refused' };
  const date = await findOwnDate(viewer, occurrenceId, own);
  if (date === 'not_found') return date;
  const { organisationId } = date;
  const signup = isId(signupId) ? await findSignup(db, signupId) : undefined;
  if (signup?.occurrenceId !== date.id) return 'not_found';
  return inTransaction(async (trx): Promise<'marked'> => {
    await (done ? insertFirstTalk : deleteFirstTalk)(trx, signup.pseudonym);
    const act = done ? 'first_talk.marked' : 'first_talk.taken_back';
    await recordAct(viewer, { organisationId, act, subject: `signup:${signup.id}` }, trx);
    return 'marked';
  });
}

/** Whether an organisation has anything coming that asks for a first talk: elsewhere the lists of sign-ups say nothing of them. */
export const asksForTalks = async (organisationId: OrganisationId): Promise<boolean> =>
  (await comingAfterTalk([organisationId])).length > 0;

/** What is open to the viewer since a talk: the next date of each series that asked for one. */
export async function openSinceTalk(viewer: ParticipantViewer): Promise<OccurrenceRow[]> {
  const faces = await pseudonymsOf(viewer);
  const talked = await facesTalkedWith(faces.map(({ pseudonym }) => pseudonym));
  const scopes = faces.filter(({ pseudonym }) => talked.has(pseudonym)).map(({ scope }) => scope);
  return scopes.length === 0
    ? []
    : comingAfterTalk(scopes.flatMap((scope) => organisationIn(scope) ?? []));
}
