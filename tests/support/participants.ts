import type { ParticipantViewer, Pseudonym, Scope } from '#participants';
import { appearing, derivedPseudonym, newPerson } from '#participants/server';
import { now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { db, sql } from '#platform/db';
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

/** By a statement of its own, as nothing but a test does. */
export const appear = async (people: Parameters<typeof appearing>[0]): Promise<void> =>
  void (await sql`with ${appearing(people)} select`.execute(db));

/** Shows them in a scope, as a first sign-up or a press does. */
export async function showIn(scope: Scope, viewer: ParticipantViewer): Promise<Pseudonym> {
  await appear([{ person: viewer, scope }]);
  return derivedPseudonym(viewer, scope);
}
