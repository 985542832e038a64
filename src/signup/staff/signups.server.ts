/** Who is coming, for the publishing organisation's staff: what each person chose to say, nothing else. */
import type { AccountViewer } from '#accounts';
import { db } from '#platform/db';
import { answersOf } from '../form/answer-queries.server.ts';
import { facesTalkedWith } from '../first-talk/first-talk-queries.server.ts';
import type { ListedSignup } from '../index.ts';
import { findOwnDate, recordOnDate } from '../own-date.server.ts';
import { mayReadSignups } from '../privacy.ts';
import { listLiveSignups } from '../queries.server.ts';

/** Confirmed first, then the queue in order. Each reading, and each refused try, is in the organisation's log. */
export async function signupsAt(
  viewer: AccountViewer,
  occurrenceId: string,
): Promise<ListedSignup[] | 'not_found'> {
  const own = { may: mayReadSignups, refused: 'roster.refused' };
  const date = await findOwnDate(viewer, occurrenceId, own);
  if (date === 'not_found') return date;
  await recordOnDate(viewer, date, 'roster.read');
  const signups = await listLiveSignups(db, date.id);
  const answers = await answersOf(signups.map(({ id }) => id));
  const talked = await facesTalkedWith(signups.map(({ pseudonym }) => pseudonym));
  return signups.map(({ id, nickname, partySize, way, message, state, pseudonym, byPhone }) => ({
    id,
    nickname,
    partySize,
    way,
    message,
    // Cancelled ones are not listed.
    state: state as ListedSignup['state'],
    talked: talked.has(pseudonym),
    answers: answers.get(id) ?? [],
    byPhone,
  }));
}
