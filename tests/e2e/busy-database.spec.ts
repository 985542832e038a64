import { drill, failuresOf } from '../drills/busy-database.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('while pages of others keep every usual connection waiting, a press is taken and rings all the same', async () => {
  const report = await drill(10);
  // How soon is the long drill's to say: on this machine it may take ten times as long.
  expect(failuresOf(report, 10_000), JSON.stringify(report)).toBe(0);
});
