import { defineConfig } from 'vitest/config';

/** Files share a process: starting one for each took longer than the tests. */
const shared = { isolate: false };

const database = {
  ...shared,
  globalSetup: 'tests/support/database-server.ts',
  setupFiles: ['tests/support/one-connection.ts', 'tests/support/database.ts'],
};

/** It waits out a bad line for half a minute: beside the database's work, not after it. */
const waiting = 'tests/scenarios/adachi.test.ts';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts'], ...shared } },
      { test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], ...shared } },
      { test: { name: 'house', include: ['tests/house/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'database',
          include: ['tests/{database,scenarios}/**/*.test.ts'],
          exclude: [waiting],
          testTimeout: 30_000,
          maxWorkers: 2,
          ...database,
        },
      },
      {
        test: {
          name: 'realtime',
          include: ['tests/realtime/**/*.test.ts', waiting],
          testTimeout: 20_000,
          fileParallelism: false,
          ...database,
        },
      },
    ],
  },
});
