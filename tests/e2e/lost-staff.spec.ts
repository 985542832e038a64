import { drill, failuresOf } from '../drills/lost-staff.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('a desk behind an old proxy, in a killed browser, on a sleeping laptop: told within 20 s, rung elsewhere within 30 s', async () => {
  const report = await drill(1, ['behind an old proxy', 'browser killed', 'laptop asleep']);
  expect(failuresOf(report), JSON.stringify(report)).toBe(0);
});
