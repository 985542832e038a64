import { drill, failuresOf } from '../drills/kill-contacts.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('the server, its database and both killed under presses: none is lost or doubled, none left alone, none two’s', async () => {
  const report = await drill(150);
  expect(report.answered).toBeGreaterThan(0);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
