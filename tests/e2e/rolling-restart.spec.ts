import { drill, failuresOf } from '../drills/rolling.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('two processes restarted by turns under presses, talks and rings: nobody notices', async () => {
  const report = await drill(1);
  expect(report.acknowledged).toBeGreaterThan(0);
  expect(report.written).toBeGreaterThan(0);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
