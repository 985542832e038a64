import { hours } from '#platform/clock';
import type { DueTask } from '#platform/jobs';
import { forgetOldCorrections } from './corrections.server.ts';

export const windowTasks: DueTask[] = [
  { name: 'old-corrections', everyMs: hours(6), purges: true, run: forgetOldCorrections },
];
