import { minutes } from '#platform/clock';
import { db } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import { promoteWhereFree } from './change.server.ts';
import { deleteFormsDue } from './queries.server.ts';

/** Used forms say who signed up where, so they go as soon as a double tap is past. */
export const signupTasks: DueTask[] = [
  { name: 'used-forms', everyMs: minutes(1), run: (at) => deleteFormsDue(db, at) },
  { name: 'free-places', everyMs: minutes(1), run: promoteWhereFree },
];
