import { drill, failuresOf } from '../drills/nobody.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('when everybody on duty goes at once, whoever rang or talked reads within 5 s what is open, and is looked at again', async () => {
  const report = await drill(4);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
