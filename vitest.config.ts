import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** No promise, and no measure: what is promised is asked for where it is. Of a test these only say that it hangs, on however slow a machine. */
const patient = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
};

/** Files share a process: starting one for each took longer than the tests. */
const shared = { ...patient, isolate: false };

const database = {
  ...shared,
  globalSetup: 'tests/support/database-server.ts',
  setupFiles: ['tests/support/one-connection.ts', 'tests/support/database.ts'],
};

/** It waits out a bad line for half a minute: beside the database's work, not after it. */
const waiting = 'tests/scenarios/adachi.test.ts';

/** Files are begun by their size, the largest first. These are small, and long: begun last, each held the whole run. */
const LONG = /(wrong-phrases|places-histories|import-of-many-rows|linkage)\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => Number(LONG.test(moduleId));
    return (await super.sort(files)).toSorted((one, other) => isLong(other) - isLong(one));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts'], ...shared } },
      { test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], ...shared } },
      { test: { name: 'house', include: ['tests/house/**/*.test.ts'], ...patient } },
      {
        test: {
          name: 'database',
          include: ['tests/{database,scenarios}/**/*.test.ts'],
          exclude: [waiting],
          // Half of their time is waiting.
          maxWorkers: 3,
          ...database,
        },
      },
      {
        test: {
          name: 'realtime',
          include: ['tests/realtime/**/*.test.ts', waiting],
          fileParallelism: false,
          ...database,
        },
      },
    ],
  },
});
