/** What the clock does for many dates: one that cannot be done keeps none of the others waiting, and is tried again. */
import { beforeEach, expect, test } from 'vitest';
import { days, later, minutes, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { signupTasks } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { runDue } from '../support/due.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';

let clock: ReturnType<typeof useFakeClock>;
beforeEach(() => {
  clock = useFakeClock(new Date());
});

/** Two dates with a place each, in the order in which they are found. */
async function twoDates(over: { opens?: number; every?: boolean } = {}): Promise<[string, string]> {
  const ids: string[] = [];
  for (let n = 0; n < 2; n += 1) {
    const series_id = await aSeries({ sign_up_opens_minutes: over.opens ?? null });
    if (over.every) {
      const first = await anOccurrence({ series_id, starts_at: later(now(), days(1)) });
      await signedUp(first, { every: true });
    }
    ids.push(await anOccurrence({ series_id, starts_at: later(now(), days(5)), capacity: 1 }));
  }
  const [broken = '', sound = ''] = ids.sort();
  return [broken, sound];
}

/** From now on the database refuses whatever is written of that date; what is returned ends that. */
async function breakDate(id: string): Promise<() => Promise<void>> {
  await sql`create function refuse_that_date() returns trigger language plpgsql as
    $$ begin raise exception 'not this date'; end $$`.execute(db);
  await sql`create trigger broken_date before update on occurrences for each row
    when (new.id = ${sql.lit(id)}::uuid) execute function refuse_that_date()`.execute(db);
  return async () => void (await sql`drop function refuse_that_date() cascade`.execute(db));
}

const waitersAt = async (id: string) => {
  const { rows } = await sql<{ waiting: number; taken: number }>`
    select waiting, taken from occurrences where id = ${id}`.execute(db);
  return rows[0];
};

test('who stands for a date that opens is seated, though another date cannot be', async () => {
  const [broken, sound] = await twoDates({ opens: 3 * 24 * 60, every: true });
  clock.advance(days(3));
  const mend = await breakDate(broken);
  await runDue(signupTasks, 'dates-opened', clock.now);
  expect(await waitersAt(sound)).toMatchObject({ taken: 1 });
  expect(await waitersAt(broken)).toMatchObject({ taken: 0 });
  await mend();
  await runDue(signupTasks, 'dates-opened', clock.now);
  expect(await waitersAt(broken)).toMatchObject({ taken: 1 });
});

test('who waits moves up where a place is free, though another date cannot be changed', async () => {
  const both = await twoDates();
  const [broken, sound] = both;
  for (const id of both) {
    await signedUp(id);
    await signedUp(id);
    await db.updateTable('occurrences').set({ capacity: 2 }).where('id', '=', id).execute();
  }
  const mend = await breakDate(broken);
  await runDue(signupTasks, 'free-places', clock.now);
  expect(await waitersAt(sound)).toEqual({ taken: 2, waiting: 0 });
  expect(await waitersAt(broken)).toEqual({ taken: 1, waiting: 1 });
  await mend();
  await runDue(signupTasks, 'free-places', clock.now);
  expect(await waitersAt(broken)).toEqual({ taken: 2, waiting: 0 });
});

test.each([
  ['told-changes', 'untold'],
  ['told-openings', 'opening_told_for is null'],
])(
  '%s: whoever holds a place is told, though of another date nobody can be',
  async (task, open) => {
    const both = await twoDates();
    const [broken] = both;
    for (const id of both) await signedUp(id);
    clock.advance(days(5) - minutes(10));
    await db.updateTable('occurrences').set({ untold: true }).where('id', 'in', both).execute();
    const untoldOf = async () => {
      const { rows } = await sql<{ id: string }>`
      select id from occurrences where id = any(${both}::uuid[]) and ${sql.raw(open)}`.execute(db);
      return rows.map(({ id }) => id);
    };
    const mend = await breakDate(broken);
    await runDue(signupTasks, task, clock.now);
    expect(await untoldOf()).toEqual([broken]);
    await mend();
    await runDue(signupTasks, task, clock.now);
    expect(await untoldOf()).toEqual([]);
  },
);
