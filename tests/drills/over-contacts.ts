/** The auditor, each second while a drill is held; inside the portal. */
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 1_000;

/**
 * What the work led to, and what was found meanwhile in two looks running: a lapsed desk is taken away in one transaction,
 * its talks in the next.
 */
export async function underWatch<Report extends object>(
  work: () => Promise<Report>,
): Promise<Report & { unattended: string[] }> {
  const [{ db, synchroniseClock }, { now }, { auditContacts }] = await Promise.all([
    import('#platform/db'),
    import('#platform/clock'),
    import('#urgent/server'),
  ]);
  await synchroniseClock();
  const stood = new Set<string>();
  let before = new Set<string>();
  let isOver = false;
  const watching = (async () => {
    do {
      await pause(LOOK_EVERY_MS);
      const findings = await auditContacts(db, now()).catch(() => []);
      const found = new Set(findings.map(({ fault }) => fault));
      for (const fault of found) if (before.has(fault)) stood.add(fault);
      before = found;
    } while (!isOver);
  })();
  try {
    return { ...(await work()), unattended: await end() };
  } finally {
    await end();
  }

  async function end(): Promise<string[]> {
    isOver = true;
    await watching;
    return [...stood];
  }
}
