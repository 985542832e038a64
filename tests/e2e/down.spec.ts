import { drill, failuresOf } from '../drills/down.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('a server that was down while stages ended and letters fell due does each once, soon after it stands again', async () => {
  const report = await drill(3);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
