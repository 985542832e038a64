/** 200 callers at once for 10 places, round after round, through the sign-up verb. */
import { closeDatabase, db } from '#platform/db';
import { hours, later, now } from '#platform/clock';
import { signUp } from '#signup/server';
import { anOccurrence } from '../support/schedule.ts';
import { filledForm } from '../support/signup.ts';

export interface PlacesReport {
  rounds: number;
  exactlyTen: number;
  /** Rounds with another count, as "places given of answers". */
  wrong: string[];
  signUpsPerSecond: number;
}

const CALLERS = 200;
const PLACES = 10;

/** On the database of DATABASE_URL. */
export async function drill(rounds: number): Promise<PlacesReport> {
  const wrong: string[] = [];
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    const { given, answered } = await rush();
    if (given !== PLACES || answered !== CALLERS) wrong.push(`${given} of ${answered}`);
  }
  const seconds = (performance.now() - began) / 1_000;
  await closeDatabase();
  const signUpsPerSecond = Math.round((rounds * CALLERS) / seconds);
  return { rounds, exactlyTen: rounds - wrong.length, wrong, signUpsPerSecond };
}

async function rush(): Promise<{ given: number; answered: number }> {
  const id = await anOccurrence({ starts_at: later(now(), hours(48)), capacity: PLACES });
  await Promise.all(Array.from({ length: CALLERS }, () => signUp(null, filledForm(id))));
  const rows = await db
    .selectFrom('signups')
    .select('state')
    .where('occurrence_id', '=', id)
    .execute();
  const given = rows.filter(({ state }) => state === 'confirmed').length;
  return { given, answered: rows.length };
}

/** What must be nought. */
export const failuresOf = (report: PlacesReport): number => report.wrong.length;
