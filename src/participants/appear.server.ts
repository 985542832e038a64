/** People showing themselves in a scope, many at once in one statement; whoever is new is written down with it. */
import { randomUUID } from 'node:crypto';
import { now } from '#platform/clock';
import type { StatementPart } from '#platform/db';
import { seal } from '#platform/secrets';
import { localDate } from '#platform/tokyo';
import { newDevice, type NewDevice } from './device.server.ts';
import type { ParticipantId, ParticipantViewer, Scope } from './index.ts';
import { derivedPseudonym } from './pseudonyms.server.ts';
import { appearancesInserted } from './face-queries.server.ts';

/** An anonymous person whom no row knows before `appearing`. The entrance sets the cookie after the commit. */
export type NewPerson = NewDevice;

/** Somebody who phoned: no device of theirs is here, and staff keep the place for them until they come back by their words. */
export interface AbsentPerson {
  viewer: ParticipantViewer;
  cookie: null;
}

/** Somebody who has just come. */
export const newPerson = (): NewPerson => newDevice(randomUUID() as ParticipantId);

/** Somebody on the phone, to whom no cookie is given. */
export const absentPerson = (): AbsentPerson => ({
  viewer: { kind: 'participant', participantId: randomUUID() as ParticipantId, sessionKey: '' },
  cookie: null,
});

interface Appearance {
  person: ParticipantViewer | NewPerson | AbsentPerson;
  scope: Scope;
}

/**
 * Part of the caller's own statement, whose rows refer to these faces: everybody's face in the scope given is stored, where
 * it is not yet; new people are stored with their device.
 */
export function appearing(people: Appearance[]): StatementPart {
  const made = people.flatMap(({ person }) => ('cookie' in person ? [person] : []));
  const today = localDate(now());
  return appearancesInserted({
    participants: made.map(({ viewer, cookie }) => ({
      id: viewer.participantId,
      last_used_on: today,
      kept_by_staff: cookie === null,
    })),
    sessions: made.flatMap((one) => ('session' in one ? [one.session] : [])),
    faces: people.map(({ person, scope }) =>
      faceOf('cookie' in person ? person.viewer : person, scope),
    ),
  });
}

function faceOf(viewer: ParticipantViewer, scope: Scope) {
  const pseudonym = derivedPseudonym(viewer, scope);
  return {
    pseudonym,
    scope,
    sealed_participant: seal('seal', viewer.participantId),
    participant_id: viewer.participantId,
    sealed_pseudonym: seal('seal', JSON.stringify([scope, pseudonym])),
  };
}
