import type { SlowJob } from '#platform/jobs/slow';
import { layOutAll } from './consultations/lay-out.server.ts';
import { materialiseAll } from './materialise.server.ts';

export const scheduleJobs: SlowJob[] = [
  { name: 'schedule.materialise', cron: '10 3 * * *', run: materialiseAll },
  { name: 'schedule.lay-out-slots', cron: '5 0 * * *', run: layOutAll },
];
