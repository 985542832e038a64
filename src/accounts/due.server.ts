import { minutes, seconds } from '#platform/clock';
import type { DueTask } from '#platform/jobs';
import { endSocketsOfClosed } from './closing.server.ts';
import { forgetOldFailures } from './failures.server.ts';
import { endExpiredSessions } from './sessions.server.ts';

export const accountTasks: DueTask[] = [
  { name: 'account-sessions', everyMs: seconds(30), purges: true, run: endExpiredSessions },
  { name: 'closed-accounts', everyMs: seconds(1), run: endSocketsOfClosed },
  { name: 'sign-in-failures', everyMs: minutes(10), purges: true, run: forgetOldFailures },
];
