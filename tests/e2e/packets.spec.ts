import { drill, failuresOf } from '../drills/packets.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('packets of chance, almost right, strange and broken, stop nothing and are each answered', async () => {
  const report = await drill(4_000);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
  expect(Object.keys(report.answers).sort()).toEqual(['invalid', 'ok', 'too_fast']);
});
