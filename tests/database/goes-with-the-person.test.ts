/** What leads to a person goes with them, or is let go of before. */
import { expect, test } from 'vitest';
import { db, sql } from '#platform/db';

/** Tables whose rows keep nobody: each is let go of by a Holding before the person is deleted. */
const LET_GO = ['contacts', 'room_members', 'signups'];

test('whatever refers to a person goes with them, or is let go of by a feature', async () => {
  const { rows } = await sql<{ name: string }>`
    select distinct conrelid::regclass::text as name from pg_constraint
    where contype = 'f' and confdeltype = 'a'
      and confrelid in ('participants'::regclass, 'pseudonyms'::regclass)
    order by 1`.execute(db);
  const advice = `a foreign key to a person without "on delete cascade" keeps them from being deleted: add the cascade, or
    let the feature's Holding delete the rows, and name the table in LET_GO`;
  expect(
    rows.map(({ name }) => name),
    advice,
  ).toEqual(LET_GO);
});
