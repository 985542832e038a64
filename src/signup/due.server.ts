import { days, hours, later, minutes, seconds } from '#platform/clock';
import { db } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import { deleteAnswersOfDatesBefore } from './form/answer-queries.server.ts';
import { promoteWhereFree } from './change.server.ts';
import { eraseNamesEndedBefore, forgetOrderEndedBefore } from './forgetting-queries.server.ts';
import { tellChanges, tellOpenings } from './news/notices.server.ts';
import { ANSWERS_KEPT_DAYS, SIGN_UP_NAMES_KEPT_DAYS } from './promises.ts';
import { deleteFormsDue } from './queries.server.ts';
import { deleteStandingOfEnded } from './series/standing-queries.server.ts';
import { giveBackOfKeptOut } from './kept-out/kept-out.server.ts';
import { seatWhereOpened } from './series/standing.server.ts';

/** What a person told for a date goes some time after it; that a place was held stays with the person. */
const eraseOldNames = (at: Date): Promise<void> =>
  eraseNamesEndedBefore(db, later(at, -days(SIGN_UP_NAMES_KEPT_DAYS)));

/** Used forms say who signed up where, so they go as soon as a double tap is past. */
export const signupTasks: DueTask[] = [
  { name: 'used-forms', everyMs: minutes(1), purges: true, run: (at) => deleteFormsDue(db, at) },
  { name: 'old-names', everyMs: hours(1), purges: true, run: eraseOldNames },
  {
    name: 'who-came-first',
    everyMs: hours(1),
    purges: true,
    run: (at) => forgetOrderEndedBefore(db, at),
  },
  { name: 'kept-out', everyMs: seconds(5), run: giveBackOfKeptOut },
  { name: 'dates-opened', everyMs: seconds(5), run: seatWhereOpened },
  {
    name: 'old-answers',
    everyMs: hours(1),
    purges: true,
    run: (at) => deleteAnswersOfDatesBefore(later(at, -days(ANSWERS_KEPT_DAYS))),
  },
  { name: 'ended-series', everyMs: hours(1), purges: true, run: deleteStandingOfEnded },
  { name: 'told-changes', run: tellChanges },
  { name: 'told-openings', everyMs: seconds(15), run: tellOpenings },
  { name: 'free-places', everyMs: minutes(1), run: promoteWhereFree },
];
