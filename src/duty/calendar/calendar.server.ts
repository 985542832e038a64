/** One's own shifts for one's own calendar, at a secret address: when, and nothing else. */
import { randomBytes } from 'node:crypto';
import type { AccountViewer } from '#accounts';
import { m } from '#paraglide/messages';
import { writeCalendar, type CalendarEntry } from '#platform/calendar';
import { days, later, now } from '#platform/clock';
import { db } from '#platform/db';
import { sha256 } from '#platform/secrets';
import {
  deleteSecret,
  findReader,
  hasSecret,
  keepSecret,
  shiftsSince,
  type KeptShift,
} from './calendar-queries.server.ts';

const SECRET_BYTES = 32;
/** Entries stay so long after they are over, so that readers which ask rarely hear of a late change. */
const REMEMBERED = days(30);

/** A new address, shown once, in place of the one there was. */
export async function giveDutyCalendar({ accountId }: AccountViewer): Promise<string> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  await keepSecret(db, accountId, sha256(secret));
  return secret;
}

/** The address opens nothing any more. */
export const endDutyCalendar = ({ accountId }: AccountViewer): Promise<void> =>
  deleteSecret(db, accountId);

/** Whether there is an address; which it is nobody knows but its readers. */
export const hasDutyCalendar = ({ accountId }: AccountViewer): Promise<boolean> =>
  hasSecret(db, accountId);

/** What the address tells; `not_found` for one that opens nothing. */
export async function dutyCalendar(secret: string, source: string): Promise<string | 'not_found'> {
  const accountId = await findReader(db, sha256(secret));
  if (!accountId) return 'not_found';
  const shifts = await shiftsSince(db, accountId, later(now(), -REMEMBERED));
  return writeCalendar({ title: m.duty_calendar_entry(), source }, shifts.map(entryOf));
}

/** Some readers drop the status of an entry, so its title says it too. */
const entryOf = ({ id, sequence, changedAt, startsAt, endsAt, off }: KeptShift): CalendarEntry => ({
  uid: `${id}@tsudoi`,
  ...{ sequence, changedAt, startsAt, endsAt },
  title: off ? m.duty_calendar_off() : m.duty_calendar_entry(),
  status: off ? 'cancelled' : 'confirmed',
  busy: !off,
  private: true,
});
