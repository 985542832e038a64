import { drill, failuresOf } from '../drills/set-clock.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('a clock set an hour ahead and back under people harms nobody, and whoever presses then is rung for', async () => {
  const report = await drill(1);
  // How soon is the long drill's to say: on this machine it may take ten times as long.
  expect(failuresOf(report, 20_000), JSON.stringify(report)).toBe(0);
});
