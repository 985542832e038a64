import { defineConfig } from '@playwright/test';
import { browserOptions } from './tests/support/browser.ts';

/** Every worker starts a portal of its own (`tests/support/portal.ts`): two thirds of a journey are waiting, so two cores carry five. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/e2e',
  globalSetup: './tests/support/browser-run.ts',
  fullyParallel: false,
  // Our own code is read by Node, as the portal reads it: rewritten first, it costs each worker that acts inside its portal ten seconds.
  build: { external: ['**/src/**'] },
  workers: 5,
  // No promise, and no measure: each look has its own. Of a journey it only says that it hangs, on however slow a machine.
  timeout: 300_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    launchOptions: browserOptions(),
  },
});
