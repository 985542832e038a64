/** Sign-ups against a model that knows nothing of tables; a thousand histories of the same are a drill: `npm run drill -- histories`. */
import { expect, test } from 'vitest';
import { useFakeClock } from '../support/clock.ts';
import { histories } from '../support/places-history.ts';

const RUNS = 40;

test(`whatever people, organisers and the clock do, in whatever order, places are as the rules say (${RUNS} histories)`, async () => {
  const clock = useFakeClock('2026-11-21T09:00:00Z');
  await histories(RUNS, clock);
  expect(clock.now.getTime()).toBeGreaterThan(Date.parse('2026-11-21T09:00:00Z'));
});
