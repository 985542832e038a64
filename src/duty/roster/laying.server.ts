/** Writes the shifts of rules down, thirteen weeks ahead; running it again, or twice at once, adds nothing. */
import { now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { eachAlone } from '#platform/jobs';
import { isHoliday } from '#platform/holidays';
import { addDays, localDate } from '#platform/tokyo';
import { datesOf } from './rule.ts';
import { holdRule, insertLaid, rulesGoingOn, type KeptRule } from './rule-queries.server.ts';

const WEEKS_AHEAD = 13;

/** What is over is not laid: nobody was on duty because a rule says so afterwards. */
export async function layRule(trx: Database, rule: KeptRule): Promise<void> {
  const at = now();
  const today = localDate(at);
  const dates = datesOf(rule, [today, addDays(today, 7 * WEEKS_AHEAD)], isHoliday);
  await insertLaid(
    trx,
    rule,
    dates.filter(({ endsAt }) => endsAt > at),
  );
}

/** Every night; each rule held meanwhile, so that what a change has just replaced does not come back. Throws after the last, so that the job is tried again. */
export async function layAllRules(): Promise<void> {
  const on = localDate(now());
  const failed = await eachAlone(await rulesGoingOn(db, { on }), 'shifts of a rule', ({ id }) =>
    inTransaction(async (trx) => {
      const held = await holdRule(trx, { id, on });
      if (held) await layRule(trx, held);
    }),
  );
  if (failed > 0) throw new Error('the shifts of some rules were not laid');
}
