import { minutes } from '#platform/clock';
import { db } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import { deleteSessionsBefore } from './queries.server.ts';

export const participantTasks: DueTask[] = [
  { name: 'device-sessions', everyMs: minutes(10), run: (at) => deleteSessionsBefore(db, at) },
];
