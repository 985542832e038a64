import { minutes } from '#platform/clock';
import { db } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import type { SlowJob } from '#platform/jobs/slow';
import { forgetIdlePeople, type Holding } from './forgetting.server.ts';
import { forgetOrder } from './order-queries.server.ts';
import { deleteSessionsBefore } from './device-queries.server.ts';

export const participantTasks: DueTask[] = [
  {
    name: 'device-sessions',
    everyMs: minutes(10),
    purges: true,
    run: (at) => deleteSessionsBefore(db, at),
  },
];

/** Given what every feature holds of people, and the tables of which their rows tell nothing of when they came. */
export const participantJobs = (holdings: Holding[], timeless: string[]): SlowJob[] => [
  {
    name: 'participants.forget-order',
    cron: '50 3 * * *',
    run: () => forgetOrder(timeless),
  },
  {
    name: 'participants.forget-idle',
    cron: '40 3 * * *',
    purges: true,
    run: async () => void (await forgetIdlePeople(holdings)),
  },
];
