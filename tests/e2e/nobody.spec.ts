import { drill, failuresOf } from '../drills/nobody.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('when everybody on duty goes at once, whoever rang or talked reads what is open, and is looked at again', async () => {
  const report = await drill(4);
  // How soon is the long drill's to say: on this machine it may take ten times as long.
  expect(failuresOf(report, 20_000), JSON.stringify(report)).toBe(0);
});
