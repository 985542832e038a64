/** An anonymous person who has shown themselves nowhere yet. */
import type { ParticipantViewer } from '#participants';
import { newPerson } from '#participants/server';
import { now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { db } from '#platform/db';
import { localDate } from '#platform/tokyo';

export async function createParticipant(): Promise<{
  viewer: ParticipantViewer;
  cookie: SessionCookie;
}> {
  const { viewer, cookie, session } = newPerson();
  const today = localDate(now());
  await db
    .insertInto('participants')
    .values({ id: viewer.participantId, created_on: today, last_used_on: today })
    .execute();
  await db.insertInto('participant_sessions').values(session).execute();
  return { viewer, cookie };
}
