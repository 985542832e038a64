import type { SlowJob } from '#platform/jobs/slow';
import { tellGaps } from './gaps/telling.server.ts';
import { forgetRequests } from './requests/requests.server.ts';
import { layAllRules } from './roster/laying.server.ts';

export const dutyJobs: SlowJob[] = [
  { name: 'duty.lay-shifts', cron: '20 3 * * *', run: layAllRules },
  { name: 'duty.forget-requests', cron: '40 3 * * *', purges: true, run: forgetRequests },
  { name: 'duty.tell-gaps', cron: '5 * * * *', run: tellGaps },
];
