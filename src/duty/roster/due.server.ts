import type { SlowJob } from '#platform/jobs/slow';
import { layAllRules } from './laying.server.ts';

export const dutyJobs: SlowJob[] = [
  { name: 'duty.lay-shifts', cron: '20 3 * * *', run: layAllRules },
];
