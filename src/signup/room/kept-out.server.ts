/** Who asks for a place and is not to come: an organisation keeps a face out, the operator a person. */
import type { ParticipantViewer, Pseudonym } from '#participants';
import { barredAmong } from '#participants/server';
import { bannedAmong } from '#rooms/server';
import type { Database } from '#platform/db';

export type KeptOut = 'banned' | 'barred';

interface Asking {
  person: ParticipantViewer;
  face: Pseudonym;
  newPerson?: unknown;
}

/** By their faces; whoever has never been here before is kept out by nobody. */
export async function keptOutAmong(
  trx: Database,
  asking: Asking[],
): Promise<Map<Pseudonym, KeptOut>> {
  const known = asking.filter(({ newPerson }) => !newPerson);
  if (known.length === 0) return new Map();
  const people = known.map(({ person }) => person);
  const faces = known.map(({ face }) => face);
  const [barred, banned] = [await barredAmong(trx, people), await bannedAmong(trx, faces)];
  return new Map(
    known.flatMap(({ face, person }): [Pseudonym, KeptOut][] => {
      if (barred.has(person.participantId)) return [[face, 'barred']];
      return banned.has(face) ? [[face, 'banned']] : [];
    }),
  );
}
