import { drill, failuresOf } from '../drills/set-clock.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('a clock set an hour ahead and back under people harms nobody, and whoever presses then is rung for within seconds', async () => {
  const report = await drill(1);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
