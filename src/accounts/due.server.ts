import { seconds } from '#platform/clock';
import type { DueTask } from '#platform/jobs';
import { endExpiredSessions } from './sessions.server.ts';

export const accountTasks: DueTask[] = [
  { name: 'account-sessions', everyMs: seconds(30), run: endExpiredSessions },
];
