/** What a restored database goes through before anybody gets in: nothing that was deleted meanwhile comes back. */
import { forgetBuried } from '#participants/server';
import { endBuriedDevices } from '#notices/server';
import { removeBuriedPortraits } from '#people/server';
import { now } from '#platform/clock';
import { buriedSince } from '#platform/tombstones';
import { localDate } from '#platform/tokyo';
import { endBuriedConsents, eraseBuriedContacts } from '#urgent/server';
import { HOLDINGS } from './forgetting.server.ts';
import { PURGES } from './timers.server.ts';

/** What was deleted on somebody's word since the backup is deleted again, and whatever is past its time. */
export async function bringUpToDate(madeAt: Date): Promise<void> {
  const isBuried = await buriedSince(localDate(madeAt));
  await forgetBuried(HOLDINGS, isBuried);
  await eraseBuriedContacts(isBuried);
  await endBuriedConsents(isBuried);
  await endBuriedDevices(isBuried);
  await removeBuriedPortraits(isBuried);
  for (const { run } of PURGES) await run(now());
}

/** Left out of backups: sessions and calendars of staff, who sign in and ask anew, and what lives for minutes. */
export const NOT_IN_BACKUPS = [
  ...['account_sessions', 'duty_calendars', 'leases', 'sign_in_failures'],
  ...['used_forms', 'used_presses', 'notices'],
];
