/**
 * Kills the real server at random moments while people press いますぐ話したい, and starts it again.
 * Whatever press was acknowledged must be exactly one contact, and none may be left that nobody looks after.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Finding } from '#urgent/server';
import { enterPortal, leavePortal } from '../support/inside-portal.ts';
import { startPortal, type Portal } from '../support/portal.ts';

export interface KillReport {
  kills: number;
  acknowledged: number;
  lost: number;
  doubled: number;
  /** What the auditor finds once the server has stood for some seconds. */
  unattended: Finding[];
}

const CALLERS = 8;
const EACH_MS = 150;
/** Presses acknowledged between two kills, however slow the machine: each kill must have something to lose. */
const AT_STAKE = 10;
const SETTLES_MS = 5_000;

export async function killUnderPresses(kills: number): Promise<KillReport> {
  const portal = await startPortal();
  try {
    const callers = Array.from({ length: CALLERS }, () => new Caller(portal.url));
    const pressing = callers.map((caller) => caller.press());
    const acknowledgedSoFar = () => callers.flatMap((caller) => caller.acknowledged).length;
    for (let n = 0; n < kills; n += 1) {
      const enough = acknowledgedSoFar() + AT_STAKE;
      await pause(300 + Math.random() * 1_200);
      while (acknowledgedSoFar() < enough) await pause(50);
      await portal.kill('SIGKILL');
      await portal.restart();
    }
    for (const caller of callers) caller.finish();
    await Promise.all(pressing);
    await pause(SETTLES_MS);
    const acknowledged = callers.flatMap((caller) => caller.acknowledged);
    return { kills, acknowledged: acknowledged.length, ...(await examine(portal, acknowledged)) };
  } finally {
    await leavePortal();
    await portal.stop();
  }
}

/** Presses again and again, each time as somebody new, and each press until it is acknowledged. */
class Caller {
  readonly acknowledged: string[] = [];
  private readonly url: string;
  private finished = false;

  constructor(url: string) {
    this.url = url;
  }

  finish(): void {
    this.finished = true;
  }

  async press(): Promise<void> {
    while (!this.finished) {
      const formToken = randomUUID();
      while (!(await this.send(formToken))) await pause(200);
      this.acknowledged.push(formToken);
      await pause(EACH_MS);
    }
  }

  private async send(formToken: string): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/talk?/press`, {
        method: 'POST',
        redirect: 'manual',
        // Without it the action is answered as JSON.
        headers: { origin: this.url, accept: 'text/html' },
        body: new URLSearchParams({ formToken, code5: '13116', words: '話したいです' }),
      });
      return answer.status === 303;
    } catch {
      return false;
    }
  }
}

async function examine(
  portal: Portal,
  tokens: string[],
): Promise<Pick<KillReport, 'lost' | 'doubled' | 'unattended'>> {
  enterPortal(portal);
  const [{ db }, { sha256 }, { auditContacts }] = await Promise.all([
    import('#platform/db'),
    import('#platform/secrets'),
    import('#urgent/server'),
  ]);
  const kept = await db.selectFrom('used_presses').select(['form_hash', 'contact_id']).execute();
  const contacts = await db
    .selectFrom('contacts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const known = new Set(kept.map((row) => row.form_hash.toString('hex')));
  return {
    lost: tokens.filter((token) => !known.has(sha256(token).toString('hex'))).length,
    doubled: contacts.count - kept.length,
    unattended: await auditContacts(db, new Date()),
  };
}

/** What must be nought. */
export const failuresOf = (report: KillReport): number =>
  report.lost + report.doubled + report.unattended.length;
