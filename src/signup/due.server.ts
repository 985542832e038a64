import { hours, minutes, seconds } from '#platform/clock';
import { db } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import { promoteWhereFree } from './change.server.ts';
import { tellChanges, tellOpenings } from './notices.server.ts';
import { deleteFormsDue } from './queries.server.ts';
import { deleteStandingOfEnded } from './standing-queries.server.ts';
import { seatWhereOpened } from './standing.server.ts';

/** Used forms say who signed up where, so they go as soon as a double tap is past. */
export const signupTasks: DueTask[] = [
  { name: 'used-forms', everyMs: minutes(1), run: (at) => deleteFormsDue(db, at) },
  { name: 'dates-opened', everyMs: seconds(5), run: seatWhereOpened },
  { name: 'ended-series', everyMs: hours(1), run: deleteStandingOfEnded },
  { name: 'told-changes', run: tellChanges },
  { name: 'told-openings', everyMs: seconds(15), run: tellOpenings },
  { name: 'free-places', everyMs: minutes(1), run: promoteWhereFree },
];
