/** A thousand histories of sign-ups, each step compared with the model. */
import { closeDatabase } from '#platform/db';
import { replaceClock } from '#platform/clock';
import { histories } from '../support/places-history.ts';

export interface HistoriesReport {
  histories: number;
  /** The shortest that went wrong. */
  wrong: string[];
}

/** On the database of DATABASE_URL. */
export async function drill(runs: number): Promise<HistoriesReport> {
  let at = Date.now();
  const restore = replaceClock(() => at);
  const clock = {
    get now() {
      return new Date(at);
    },
    advance: (ms: number) => void (at += ms),
  };
  const wrong: string[] = [];
  await histories(runs, clock).catch((error: unknown) => wrong.push(String(error)));
  restore();
  await closeDatabase();
  return { histories: runs, wrong };
}

/** What must be nought. */
export const failuresOf = (report: HistoriesReport): number => report.wrong.length;
