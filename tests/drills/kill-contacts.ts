/**
 * Kills the real server at random moments while people press いますぐ話したい, and starts it again.
 * Whatever press was acknowledged must be exactly one contact, and none may be left that nobody looks after.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { enterPortal, leavePortal } from '../support/inside-portal.ts';
import { startPortal } from '../support/portal.ts';
import { PressingPerson, whatBecameOf, type Pressed } from '../support/pressing.ts';

export interface KillReport extends Pressed {
  kills: number;
}

const CALLERS = 8;
/** Presses acknowledged between two kills, however slow the machine: each kill must have something to lose. */
const AT_STAKE = 10;
const SETTLES_MS = 5_000;

export async function killUnderPresses(kills: number): Promise<KillReport> {
  const portal = await startPortal();
  try {
    const callers = Array.from({ length: CALLERS }, () => new PressingPerson(portal));
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
    enterPortal(portal);
    return { kills, ...(await whatBecameOf(callers)) };
  } finally {
    await leavePortal();
    await portal.stop();
  }
}

/** What must be nought. */
export const failuresOf = (report: KillReport): number =>
  report.lost + report.doubled + report.unattended.length;
