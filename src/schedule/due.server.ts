import type { SlowJob } from '#platform/jobs/slow';
import { materialiseAll } from './materialise.server.ts';

export const scheduleJobs: SlowJob[] = [
  { name: 'schedule.materialise', cron: '10 3 * * *', run: materialiseAll },
];
