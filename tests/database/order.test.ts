/** TRUST P4: the order in which rows lie, and by whom they were written, tells a thief no more than chance after a night. */
import { expect, test } from 'vitest';
import { organisationScope } from '#participants';
import { appear, derivedPseudonym, newPerson, participantJobs } from '#participants/server';
import { db, sql } from '#platform/db';

const PEOPLE = 300;
const SCOPE = organisationScope('00000000-0000-4000-8000-000000000001');

/** Lays the rows of two tables beside each other as they lie on the disk, or as transactions wrote them. */
async function guessedBy(order: 'ctid' | 'xmin'): Promise<Map<string, string>> {
  const by = order === 'ctid' ? sql`ctid` : sql`xmin::text::bigint, ctid`;
  const { rows: people } = await sql<{ id: string }>`
    select participant_id as id from participant_pseudonyms order by ${by}`.execute(db);
  const { rows: faces } = await sql<{ face: string }>`
    select pseudonym as face from pseudonyms order by ${by}`.execute(db);
  return new Map(people.map(({ id }, i) => [id, faces[i]?.face ?? '']));
}

test('whose a face is, a stolen database tells by its order before the night, and no more after it', async () => {
  const people = Array.from({ length: PEOPLE }, newPerson);
  for (const person of people) await appear(db, [{ person, scope: SCOPE }]);
  const right = async (order: 'ctid' | 'xmin') => {
    const guessed = await guessedBy(order);
    return people.filter(
      ({ viewer }) => guessed.get(viewer.participantId) === derivedPseudonym(viewer, SCOPE),
    ).length;
  };
  expect([await right('ctid'), await right('xmin')]).toEqual([PEOPLE, PEOPLE]);
  await participantJobs([])
    .find(({ name }) => name === 'participants.forget-order')
    ?.run();
  // One is right by chance; nine or more once in a million.
  expect(await right('ctid')).toBeLessThanOrEqual(8);
  expect(await right('xmin')).toBeLessThanOrEqual(8);
});

test('until when a device is known tells only the hour in which it came', async () => {
  const { rows } = await sql<{ exact: number }>`
    select count(*)::int as exact from participant_sessions
    where expires_at <> date_trunc('hour', expires_at)`.execute(db);
  expect(rows).toEqual([{ exact: 0 }]);
});
