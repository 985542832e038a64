import type { DueTask } from '#platform/jobs';

/** One of a feature's due tasks runs, as the timers would run it. */
export async function runDue(tasks: DueTask[], name: string, at: Date): Promise<void> {
  const task = tasks.find((one) => one.name === name);
  if (!task) throw new Error(`nothing that falls due is called ${name}`);
  await task.run(at);
}
