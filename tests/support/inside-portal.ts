/**
 * A test's process may act in its portal's database by the portal's own verbs. Settings and connections are read once in a
 * process, and each worker has one portal; a file that starts another says `test.use({ ownProcess: import.meta.filename })`.
 */
import { startPortal, type Portal } from './portal.ts';
import { portalEnvironment } from './portal-environment.ts';

let entered: string | undefined;

export function enterPortal({ url, databaseUrl }: Pick<Portal, 'url' | 'databaseUrl'>): void {
  if (entered && entered !== databaseUrl) throw new Error('this process acts in another portal');
  entered = databaseUrl;
  const settings = { DATABASE_URL: databaseUrl, ORIGIN: url, LOG_LEVEL: 'silent' };
  Object.assign(process.env, portalEnvironment, settings);
}

/** Lets go of the database, so that the portal can drop it. */
export async function leavePortal(): Promise<void> {
  if (!entered) return;
  const { closeDatabase } = await import('#platform/db');
  await closeDatabase();
}

/** A portal of one's own while the work lasts. */
export async function insidePortal<Result>(
  work: (portal: Portal) => Promise<Result>,
  settings: Parameters<typeof startPortal>[0] = {},
): Promise<Result> {
  const portal = await startPortal(settings);
  enterPortal(portal);
  try {
    return await work(portal);
  } finally {
    await leavePortal();
    await portal.stop();
  }
}
