import { drill, failuresOf } from '../drills/down.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('a server that was down while stages ended and letters fell due does each once when it stands again', async () => {
  const report = await drill(3);
  // How soon is the long drill's to say: on this machine it may take ten times as long.
  expect(failuresOf(report, 20_000), JSON.stringify(report)).toBe(0);
});
