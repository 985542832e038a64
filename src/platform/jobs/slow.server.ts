/** What happens daily rather than to the second: pg-boss, on our own pool, in a schema of its own. */
import { CompiledQuery } from 'kysely';
import { PgBoss } from 'pg-boss';
import { minutes } from '../clock.ts';
import { db } from '../db/index.server.ts';
import { log } from '../log.server.ts';
import { ZONE } from '../tokyo.ts';
import type { DueTask } from './index.server.ts';

export interface SlowJob {
  name: string;
  /** Minute, hour, day, month, weekday; in Japan's time. */
  cron: string;
  /** Deletes what is past its time: after a restore it runs before anybody gets in. */
  purges?: true;
  /** Runs on one process; retried when it throws, so it must be idempotent. */
  run(): Promise<void>;
}

const POLL_SECONDS = 30;

/** The jobs' start as a due task, so that it is tried again until the database is there; and their stop. */
export function slowJobs(jobs: SlowJob[]): { task: DueTask; stop(): Promise<void> } {
  let boss: PgBoss | undefined;
  return {
    task: {
      name: 'slow-jobs',
      everyMs: minutes(1),
      run: async () => void (boss ??= await start(jobs)),
    },
    stop: async () => boss?.stop({ graceful: true, timeout: 5_000 }),
  };
}

async function start(jobs: SlowJob[]): Promise<PgBoss> {
  const boss = new PgBoss({ db: { executeSql }, schema: 'pgboss' });
  boss.on('error', (error) => log.error({ err: error }, 'slow jobs failed'));
  await boss.start();
  for (const { name, cron, run } of jobs) {
    await boss.createQueue(name, { retryLimit: 3, retryBackoff: true });
    await boss.schedule(name, cron, null, { tz: ZONE });
    await boss.work(name, { pollingIntervalSeconds: POLL_SECONDS }, () => run());
  }
  return boss;
}

async function executeSql(text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(text, values));
  return { rows };
}
