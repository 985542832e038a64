import { drill, failuresOf } from '../drills/pages.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('over 64 kbit/s, 600 ms there and back and one packet in twenty lost, what a person needs is light, and of use within twenty seconds', async () => {
  const report = await drill(1);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
