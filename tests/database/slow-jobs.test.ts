import { expect, test } from 'vitest';
import { db, sql } from '#platform/db';
import { now } from '#platform/clock';
import { slowJobs } from '#platform/jobs/slow';

test('jobs are scheduled once in a schema of their own, and stop', async () => {
  const jobs = slowJobs([{ name: 'a.daily.job', cron: '10 3 * * *', run: async () => {} }]);
  await jobs.task.run(now());
  await jobs.task.run(now());
  const { rows } = await sql`select name, cron, timezone from pgboss.schedule`.execute(db);
  expect(rows).toEqual([{ name: 'a.daily.job', cron: '10 3 * * *', timezone: 'Asia/Tokyo' }]);
  await jobs.stop();
});
