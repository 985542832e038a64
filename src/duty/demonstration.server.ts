/** Invented duty of the demonstration's people: opening the desk is enough to be rung at. */
import { demonstrationAccount } from '#accounts/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { addDays, instantOf, localDate } from '#platform/tokyo';
import { windowsOfAccount } from './queries.server.ts';
import { planShifts } from './shift-queries.server.ts';

const ON_DUTY = ['yuri', 'kaede', 'minato', 'takeru'];
const DAYS_AHEAD = 14;

/** Plans every coming day, 0:00 to 24:00, at the windows of each one's organisations; days already planned stay. */
export async function loadDemonstrationDuty(): Promise<void> {
  const at = now();
  const days = Array.from({ length: DAYS_AHEAD }, (_, day) => addDays(localDate(at), day));
  const spans = days.map((date) => ({
    startsAt: instantOf(date, '00:00'),
    endsAt: instantOf(date, '24:00'),
  }));
  for (const login of ON_DUTY) {
    const accountId = await demonstrationAccount(login);
    if (!accountId) continue;
    for (const window of await windowsOfAccount(db, accountId, at))
      await planShifts(accountId, window, spans);
  }
}
