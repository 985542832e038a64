import { drill, failuresOf } from '../drills/kill-messages.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('a server killed three times under messages has lost, doubled and misnumbered none', async () => {
  const report = await drill(3);
  expect(report.acknowledged).toBeGreaterThan(50);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
