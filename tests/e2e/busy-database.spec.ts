import { drill, failuresOf } from '../drills/busy-database.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('while pages of others keep every usual connection waiting, a press is taken and rings within a second', async () => {
  const report = await drill(10);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
