/** The auditor, each second while a drill is held; inside the portal. */
import { setTimeout as pause } from 'node:timers/promises';
import { later, minutes, now, seconds } from '#platform/clock';

const LOOK_EVERY_MS = seconds(1);
const ANSWERS_WITHIN_MS = seconds(5);

/**
 * What the work led to, and what was found meanwhile in two looks running: a lapsed desk is taken away in one transaction,
 * its talks in the next. Time in which no process stood, or no database, makes nothing late: that is what drills bring about.
 */
export async function underWatch<Report extends object>(
  { url }: { url: string },
  work: () => Promise<Report>,
): Promise<Report & { unattended: string[] }> {
  const [{ db, synchroniseClock }, { auditContacts }] = await Promise.all([
    import('#platform/db'),
    import('#urgent/server'),
  ]);
  await synchroniseClock();
  const looks: Look[] = [];
  const stood = new Set<string>();
  let before = new Set<string>();
  let isOver = false;
  const watching = (async () => {
    do {
      await pause(LOOK_EVERY_MS);
      const at = now();
      const findings = await auditContacts(db, byStandingTime(looks, at)).catch(() => undefined);
      looks.push({ at, stood: findings !== undefined && (await answers(url)) });
      const found = new Set(findings?.map(({ fault }) => fault));
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

interface Look {
  at: Date;
  /** A process and its database answered. */
  stood: boolean;
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }).then(
    () => true,
    () => false,
  );

/** What is a minute late: the auditor's now is a minute after the moment since which the portal has stood for one. */
const LATE_MS = minutes(1);

export function byStandingTime(looks: Look[], at: Date): Date {
  let left = LATE_MS;
  for (let n = looks.length - 1; n > 0; n -= 1) {
    const [from, to] = [looks[n - 1], looks[n]];
    if (!from?.stood || !to?.stood) continue;
    left -= +to.at - +from.at;
    if (left <= 0) return later(from.at, LATE_MS - left);
  }
  return new Date(Math.min(0, +at));
}
