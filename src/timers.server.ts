/** Entrance for time: runs what has fallen due. */
import { accountTasks } from '#accounts/server';
import { participantTasks } from '#participants/server';
import { dutyTasks } from '#duty/server';
import { noticeTasks } from '#notices/server';
import { minutes } from '#platform/clock';
import { synchroniseClock } from '#platform/db';
import { startDueTasks, type DueTask } from '#platform/jobs';
import { slowJobs } from '#platform/jobs/slow';
import { organisationTasks } from '#organisations/server';
import { roomTasks } from '#rooms/server';
import { importTasks } from '#imports/server';
import { scheduleJobs, scheduleTasks } from '#schedule/server';
import { signupTasks } from '#signup/server';
import { windowTasks } from '#windows/server';
import { urgentTasks } from '#urgent/server';
import { IMPORTED_LISTS } from './imported-lists.server.ts';

const slow = slowJobs(scheduleJobs);

const tasks: DueTask[] = [
  { name: 'clock', everyMs: minutes(1), run: synchroniseClock },
  ...accountTasks,
  ...roomTasks,
  ...participantTasks,
  ...signupTasks,
  ...noticeTasks,
  ...dutyTasks,
  ...urgentTasks,
  ...windowTasks,
  ...organisationTasks,
  ...importTasks(IMPORTED_LISTS),
  ...scheduleTasks,
  slow.task,
];

let stop: (() => Promise<void>) | undefined;

export function startTimers(): void {
  void stop?.();
  const stopDue = startDueTasks(tasks);
  stop = async () => {
    await stopDue();
    await slow.stop();
  };
}

export const stopTimers = async (): Promise<void> => stop?.();
