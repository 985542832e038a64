import { days, hours, later } from '#platform/clock';
import type { DueTask } from '#platform/jobs';
import type { SlowJob } from '#platform/jobs/slow';
import { layOutAll } from './consultations/lay-out.server.ts';
import { materialiseAll } from './materialise.server.ts';
import { deleteWritingsBefore } from './writing-queries.server.ts';
import { DAYS_KEPT } from './writing.ts';

export const scheduleTasks: DueTask[] = [
  /** What was autosaved and never saved is deleted thirty days after the last keystroke. */
  {
    name: 'old-writings',
    everyMs: hours(6),
    purges: true,
    run: (at) => deleteWritingsBefore(later(at, -days(DAYS_KEPT))),
  },
];

export const scheduleJobs: SlowJob[] = [
  { name: 'schedule.materialise', cron: '10 3 * * *', run: materialiseAll },
  { name: 'schedule.lay-out-slots', cron: '5 0 * * *', run: layOutAll },
];
