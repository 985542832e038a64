import { days, hours, later } from '#platform/clock';
import type { DueTask } from '#platform/jobs';
import { deleteDeclinedBefore } from './application-queries.server.ts';
import { deleteActsBefore } from './audit-queries.server.ts';
import { deleteInvitationsOverBefore } from './invitation-queries.server.ts';
import { AUDIT_KEPT_DAYS, DECLINED_KEPT_DAYS, INVITATIONS_KEPT_DAYS } from './retention.ts';

export const organisationTasks: DueTask[] = [
  {
    name: 'old-records',
    everyMs: hours(6),
    purges: true,
    run: async (at) => {
      await deleteActsBefore(later(at, -days(AUDIT_KEPT_DAYS)));
      await deleteInvitationsOverBefore(later(at, -days(INVITATIONS_KEPT_DAYS)));
      await deleteDeclinedBefore(later(at, -days(DECLINED_KEPT_DAYS)));
    },
  },
];
