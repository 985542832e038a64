/** Writes the shifts of rules down, thirteen weeks ahead; running it again, or twice at once, adds nothing. */
import { now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { eachAlone } from '#platform/jobs';
import { isHoliday } from '#platform/holidays';
import { addDays, localDate } from '#platform/tokyo';
import { presenceChanged } from '../presence-changed.server.ts';
import { datesOf } from './rule.ts';
import { deleteLaid, insertLaid, standAgain } from './laid-queries.server.ts';
import { closedDates, holdRule, rulesGoingOn, type KeptRule } from './rule-queries.server.ts';

const WEEKS_AHEAD = 13;

/**
 * What is over is not laid: nobody was on duty because a rule says so afterwards. On a date on which its window is closed nothing
 * stands either, but what somebody has changed by hand. Of those `aside` each whose date goes on stands again. How many dates
 * were left out because that person has a shift then.
 */
export async function layRule(
  trx: Database,
  rule: KeptRule,
  aside: string[] = [],
): Promise<number> {
  const at = now();
  const today = localDate(at);
  const closed = await closedDates(trx, rule.windowId, today);
  await deleteLaid(trx, rule.id, closed, at);
  const dates = datesOf(rule, [today, addDays(today, 7 * WEEKS_AHEAD)], isHoliday).filter(
    ({ date, endsAt }) => endsAt > at && !closed.includes(date),
  );
  const again = await standAgain(trx, rule, dates, aside);
  return dates.length - again - (await insertLaid(trx, rule, dates));
}

/** Every night. Throws after the last, so that the job is tried again. */
export async function layAllRules(): Promise<void> {
  if ((await layEach({})) > 0) throw new Error('the shifts of some rules were not laid');
}

/** A window has other hours: at once its rules rest on the dates on which it is closed, and stand again where it opens; else the night sees to it. */
export const followHours = async (windowId: string): Promise<void> =>
  void (await layEach({ windowId }));

/** Each rule held meanwhile, so that what a change has just replaced does not come back. How many could not be laid. */
async function layEach(which: { windowId?: string }): Promise<number> {
  const on = localDate(now());
  const rules = await rulesGoingOn(db, { ...which, on });
  return eachAlone(rules, 'shifts of a rule', ({ id }) =>
    inTransaction(async (trx, afterCommit) => {
      const held = await holdRule(trx, { id, on });
      if (held) await layRule(trx, held);
      afterCommit(presenceChanged);
    }),
  );
}
