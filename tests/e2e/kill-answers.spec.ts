import { drill, failuresOf } from '../drills/kill-answers.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('a message whose acknowledgement went down with the server is the same one when it is sent again', async () => {
  const report = await drill(2);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
