import { drill, failuresOf } from '../drills/hidden-tab.ts';
import { expect, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

test('a desk in a hidden tab whose timers sleep stays on duty and rings', async () => {
  const report = await drill(0.5);
  // How soon is the long drill's to say: on this machine it may take ten times as long.
  expect(failuresOf(report, 20_000), JSON.stringify(report)).toBe(0);
});
