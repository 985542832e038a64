import type { ParticipantViewer, Pseudonym, Scope } from '#participants';
import { appear, derivedPseudonym, newPerson } from '#participants/server';
import { now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { db } from '#platform/db';
import { localDate } from '#platform/tokyo';

/** An anonymous person who has shown themselves nowhere yet. */
export async function createParticipant(): Promise<{
  viewer: ParticipantViewer;
  cookie: SessionCookie;
}> {
  const { viewer, cookie, session } = newPerson();
  const today = localDate(now());
  await db
    .insertInto('participants')
    .values({ id: viewer.participantId, last_used_on: today })
    .execute();
  await db.insertInto('participant_sessions').values(session).execute();
  return { viewer, cookie };
}

/** Shows them in a scope, as a first sign-up or a press does. */
export async function showIn(scope: Scope, viewer: ParticipantViewer): Promise<Pseudonym> {
  await appear(db, [{ person: viewer, scope }]);
  return derivedPseudonym(viewer, scope);
}
