import { failuresOf, killUnderPresses } from '../drills/kill-contacts.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });
test.setTimeout(180_000);

test('a server killed three times under presses has lost and doubled none, and leaves none alone', async () => {
  const report = await killUnderPresses(3);
  expect(report.acknowledged).toBeGreaterThanOrEqual(30);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
