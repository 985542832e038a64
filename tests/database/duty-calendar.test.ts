/** The secret address of one's own shifts. */
import ICAL from 'ical.js';
import { beforeEach, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import type { ShiftInput } from '#duty';
import {
  changeShift,
  dutyCalendar,
  endDutyCalendar,
  giveDutyCalendar,
  hasDutyCalendar,
  planShift,
  takeOffShift,
} from '#duty/server';
import { closeAccount, openAccount } from '#organisations/server';
import { days } from '#platform/clock';
import { db } from '#platform/db';
import { leaving } from '../../src/leaving.server.ts';
import { GET } from '../../src/routes/feeds/duty/[secret].ics/+server.ts';
import { useFakeClock } from '../support/clock.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aWindow } from '../support/towns.ts';

const SOURCE = 'https://tsudoi.example/feeds/duty/x.ics';

let clock: ReturnType<typeof useFakeClock>;
let desk: string;
let ono: AccountViewer;

beforeEach(async () => {
  clock = useFakeClock('2026-11-19T09:00:00+09:00');
  const organisation = await anOrganisation();
  desk = await aWindow({
    level: 'town',
    organisation_id: organisation,
    name: 'ひきこもり相談窓口',
  });
  ono = await anAccount(organisation, 'window_staff');
});

const shift = (over: Partial<ShiftInput> = {}): ShiftInput => ({
  accountId: ono.accountId,
  role: 'window_staff',
  ...{ date: '2026-11-21', startsAt: '10:00', endsAt: '15:00', capacity: 2 },
  ...over,
});
const idOfShift = async () =>
  (
    await db
      .selectFrom('shifts')
      .select('id')
      .where('account_id', '=', ono.accountId)
      .executeTakeFirstOrThrow()
  ).id;

async function entriesAt(secret: string) {
  const text = await dutyCalendar(secret, SOURCE);
  return new ICAL.Component(ICAL.parse(text) as unknown[])
    .getAllSubcomponents('vevent')
    .map((found) => {
      const { uid, sequence, summary, startDate } = new ICAL.Event(found);
      const status = found.getFirstPropertyValue('status');
      return { uid, sequence, summary, status, at: startDate.toJSDate() };
    });
}

test('tells when one is on duty, each shift by itself, and not where or what for', async () => {
  await planShift(ono, desk, shift());
  await planShift(ono, desk, shift({ date: '2026-11-22' }));
  const secret = await giveDutyCalendar(ono);
  expect(await entriesAt(secret)).toMatchObject([
    { summary: 'つどい 当番', status: 'CONFIRMED', at: new Date('2026-11-21T10:00:00+09:00') },
    { summary: 'つどい 当番', status: 'CONFIRMED', at: new Date('2026-11-22T10:00:00+09:00') },
  ]);
  expect(await dutyCalendar(secret, SOURCE)).not.toMatch(/ひきこもり|相談/u);
});

test('a shift that is moved or taken off is the same entry, changed', async () => {
  await planShift(ono, desk, shift());
  const secret = await giveDutyCalendar(ono);
  const [before] = await entriesAt(secret);
  await changeShift(ono, await idOfShift(), shift({ startsAt: '11:00' }), { edition: 0 });
  expect(await entriesAt(secret)).toMatchObject([
    { uid: before?.uid, sequence: 1, at: new Date('2026-11-21T11:00:00+09:00') },
  ]);
  await takeOffShift(ono, await idOfShift());
  expect(await entriesAt(secret)).toMatchObject([
    { uid: before?.uid, sequence: 2, status: 'CANCELLED', summary: '取り消し：つどい 当番' },
  ]);
});

test('what is over stays for thirty days', async () => {
  await planShift(ono, desk, shift());
  const secret = await giveDutyCalendar(ono);
  clock.advance(days(32));
  expect(await entriesAt(secret)).toHaveLength(1);
  clock.advance(days(1));
  expect(await entriesAt(secret)).toEqual([]);
});

test('a new address ends the one before; ended, or with the account closed, it opens nothing, nor once the account is opened again', async () => {
  const first = await giveDutyCalendar(ono);
  const second = await giveDutyCalendar(ono);
  expect(await dutyCalendar(first, SOURCE)).toBe('not_found');
  expect(await hasDutyCalendar(ono)).toBe(true);
  await endDutyCalendar(ono);
  expect(await hasDutyCalendar(ono)).toBe(false);
  expect(await dutyCalendar(second, SOURCE)).toBe('not_found');
  const third = await giveDutyCalendar(ono);
  const { login } = await db
    .selectFrom('accounts')
    .select('login')
    .where('id', '=', ono.accountId)
    .executeTakeFirstOrThrow();
  expect(await closeAccount(login, leaving)).toBe('closed');
  expect(await dutyCalendar(third, SOURCE)).toBe('not_found');
  await openAccount(login);
  expect(await dutyCalendar(third, SOURCE)).toBe('not_found');
});

test('the address answers without a cookie, is kept by nobody on the way, and says when nothing has changed', async () => {
  const secret = await giveDutyCalendar(ono);
  const asked = (headers: Record<string, string> = {}) => {
    const url = new URL(`http://localhost/feeds/duty/${secret}.ics`);
    return GET({ params: { secret }, url, request: new Request(url, { headers }) } as never);
  };
  const answer = await asked();
  expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  const again = await asked({ 'if-none-match': answer.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
});
