import { drill, failuresOf } from '../drills/kill-database.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('a database killed twice under messages has kept all that was acknowledged', async () => {
  const report = await drill(2);
  expect(report.acknowledged).toBeGreaterThan(25);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
