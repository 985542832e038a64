import { drill, failuresOf } from '../drills/restored.ts';
import { expect, test } from '../support/journey.ts';

test('a portal started on a restored backup knows who was kept, and nobody who was deleted', async () => {
  const report = await drill(2);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
