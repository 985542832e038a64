/** Entrance for time: runs what has fallen due. */
import { accountTasks } from '#accounts/server';
import { participantJobs, participantTasks } from '#participants/server';
import { dutyJobs, dutyTasks } from '#duty/server';
import { noticeTasks } from '#notices/server';
import { hours, now, seconds } from '#platform/clock';
import { synchroniseClock, withReserve } from '#platform/db';
import { startDueTasks, type DueTask } from '#platform/jobs';
import { slowJobs } from '#platform/jobs/slow';
import { pruneTombstones } from '#platform/tombstones';
import { organisationTasks } from '#organisations/server';
import { roomTasks } from '#rooms/server';
import { importTasks } from '#imports/server';
import { scheduleJobs, scheduleTasks } from '#schedule/server';
import { signupTasks } from '#signup/server';
import { windowTasks } from '#windows/server';
import { urgentTasks } from '#urgent/server';
import { HOLDINGS, TIMELESS } from './forgetting.server.ts';
import { IMPORTED_LISTS } from './imported-lists.server.ts';

const jobs = [...scheduleJobs, ...dutyJobs, ...participantJobs(HOLDINGS, TIMELESS)];
const slow = slowJobs(jobs.map(byTheDatabasesClock));

/** Sooner than anybody is found gone: the database's clock may be set, or this machine may have slept. */
const clockTask: DueTask = { name: 'clock', everyMs: seconds(5), run: synchroniseClock };

const tasks: DueTask[] = [
  { name: 'tombstones', everyMs: hours(6), run: pruneTombstones },
  ...accountTasks,
  ...roomTasks,
  ...participantTasks,
  ...signupTasks,
  ...noticeTasks,
  ...[clockTask, ...dutyTasks, ...urgentTasks].map(thatCannotWait),
  ...windowTasks,
  ...organisationTasks,
  ...importTasks(IMPORTED_LISTS),
  ...scheduleTasks,
  slow.task,
];

/** All that deletes by time, by name; a restored database runs each before anybody gets in. */
export const PURGES: (Timed & { name: string })[] = [...tasks, ...jobs].filter(
  ({ purges }) => purges,
);

interface Timed {
  purges?: true;
  run(at: Date): Promise<void>;
}

/** What deletes asks the database for the time first: its clock may just have been set, or this machine have slept. */
export function byTheDatabasesClock<Task extends Timed>(task: Task): Task {
  if (!task.purges) return task;
  const run = async () => {
    await synchroniseClock();
    await task.run(now());
  };
  return { ...task, run };
}

function thatCannotWait(task: DueTask): DueTask {
  return { ...task, run: (at) => withReserve(() => task.run(at)) };
}

let stop: (() => Promise<void>) | undefined;

export function startTimers(): void {
  void stop?.();
  const stopDue = startDueTasks(tasks.map(byTheDatabasesClock));
  stop = async () => {
    await stopDue();
    await slow.stop();
  };
}

export const stopTimers = async (): Promise<void> => stop?.();
