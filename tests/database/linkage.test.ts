/** TRUST P7: two organisations that lay all they have beside each other learn no more of who is who than by guessing. */
import { expect, test } from 'vitest';
import { organisationScope, type ParticipantViewer } from '#participants';
import { derivedPseudonym, newPerson } from '#participants/server';
import { db } from '#platform/db';
import { appear } from '../support/participants.ts';

const PEOPLE = 10_000;
const SHIGA = organisationScope('00000000-0000-4000-8000-000000000001');
const KOCHI = organisationScope('00000000-0000-4000-8000-000000000002');

/** Of ten thousand guesses one is right by chance; nine or more once in a million. */
const BY_CHANCE = 8;

/** What an organisation's own table of faces says, in the order of the faces, which is all that it can be asked in. */
async function exportOf(scope: string): Promise<string[]> {
  const rows = await db
    .selectFrom('pseudonyms')
    .select('pseudonym')
    .where('scope', '=', scope)
    .orderBy('pseudonym')
    .execute();
  return rows.map(({ pseudonym }) => pseudonym);
}

const bitsOf = (face: string): Uint32Array =>
  Uint32Array.from([0, 8, 16, 24], (from) =>
    parseInt(face.replaceAll('-', '').slice(from, from + 8), 16),
  );

function onesIn(word: number): number {
  let ones = 0;
  for (let left = word; left !== 0; left &= left - 1) ones += 1;
  return ones;
}

const distance = (a: Uint32Array, b: Uint32Array): number =>
  a.reduce((sum, word, i) => sum + onesIn(word ^ (b[i] ?? 0)), 0);

function nearestTo(face: Uint32Array, among: Uint32Array[]): number {
  let nearest = 0;
  among.forEach((other, i) => {
    if (distance(face, other) < distance(face, among[nearest] ?? other)) nearest = i;
  });
  return nearest;
}

/** Whose face at the one is whose at the other: known to whoever has the key, which no organisation has. */
const truthOf = (people: ParticipantViewer[]): Map<string, string> =>
  new Map(
    people.map((viewer) => [derivedPseudonym(viewer, SHIGA), derivedPseudonym(viewer, KOCHI)]),
  );

test('of ten thousand people who go to two organisations, no more are recognised than by chance', async () => {
  const people = Array.from({ length: PEOPLE }, newPerson);
  for (let from = 0; from < PEOPLE; from += 2_500) {
    const some = people.slice(from, from + 2_500);
    await appear(some.map((person) => ({ person, scope: SHIGA })));
    await appear(some.map(({ viewer }) => ({ person: viewer, scope: KOCHI })));
  }
  const [shiga, kochi] = [await exportOf(SHIGA), await exportOf(KOCHI)];
  expect([shiga.length, kochi.length]).toEqual([PEOPLE, PEOPLE]);
  const truth = truthOf(people.map(({ viewer }) => viewer));
  const right = (guess: (face: string, i: number) => string | undefined, faces: string[]) =>
    faces.filter((face, i) => truth.get(face) === guess(face, i)).length;

  const known = new Set(kochi);
  expect(shiga.filter((face) => known.has(face))).toEqual([]);
  // Nobody guesses well who already knows the truth of all others: this one must be right each time.
  expect(right((face) => truth.get(face), shiga)).toBe(PEOPLE);
  expect(right((_face, i) => kochi[i], shiga)).toBeLessThanOrEqual(BY_CHANCE);
  expect(right((_face, i) => kochi[PEOPLE - 1 - i], shiga)).toBeLessThanOrEqual(BY_CHANCE);
  const bits = kochi.map(bitsOf);
  const some = shiga.slice(0, 500);
  expect(right((face) => kochi[nearestTo(bitsOf(face), bits)], some)).toBeLessThanOrEqual(2);
});
