/** Invented duty of the demonstration's people: one window with the week of an office, and others where somebody is at any hour. */
import { demonstrationViewer } from '#accounts/server';
import { days, later, now } from '#platform/clock';
import { db } from '#platform/db';
import { isHoliday } from '#platform/holidays';
import { addDays, localDate, weekdayOf } from '#platform/tokyo';
import { tellGaps } from './gaps/telling.server.ts';
import { windowsOfAccount } from './on-duty-queries.server.ts';
import { askForGap } from './requests/asking.server.ts';
import { takeOffShift } from './roster/changing.server.ts';
import { layAllRules } from './roster/laying.server.ts';
import { shiftsBetween } from './roster/planned-queries.server.ts';
import { planShift } from './roster/planning.server.ts';
import { insertLaid } from './roster/laid-queries.server.ts';
import { datesOf } from './roster/rule.ts';
import { rulesGoingOn } from './roster/rule-queries.server.ts';
import { mondayOf } from './roster/week.ts';
import { SHIFT_ROLES, USUAL_TALKS } from './shift.ts';

/** Who, on which days of the week, from when until when. */
type Weekly = [login: string, weekdays: number[], startsAt: string, endsAt: string];

/** The window is open on weekdays from 8:30 to 16:30; one evening somebody is there longer. */
const WEEK: Weekly[] = [
  ['yuri', [1, 5], '8:30', '12:30'],
  ['kei', [1, 5], '12:30', '16:30'],
  ['aoi', [1], '8:30', '16:30'],
  ['kei', [2, 4], '8:30', '13:00'],
  ['yuri', [2], '13:00', '16:30'],
  ['yuki', [2], '10:00', '15:00'],
  ['yuri', [3], '8:30', '12:00'],
  ['aoi', [3, 4], '12:00', '16:30'],
  ['yuri', [4], '18:00', '21:00'],
  ['yuki', [4], '18:00', '21:00'],
];
const RESTS = ['holidays', 'year_end'];

/** Opening their desk is enough to be rung at. */
const AT_ANY_HOUR = ['kaede', 'minato', 'takeru'];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** Adds what is not there yet, and lays the coming weeks of what is. */
export async function loadDemonstrationDuty(): Promise<void> {
  for (const login of AT_ANY_HOUR)
    for (const windowId of await windowsOfLogin(login))
      await planRules(windowId, [[login, EVERY_DAY, '0:00', '24:00']], []);
  for (const windowId of await windowsOfLogin('yuri'))
    if (await planRules(windowId, WEEK, RESTS)) {
      await layDaysOver(windowId);
      await leaveGap(windowId);
    }
  await layAllRules();
  await tellGaps();
}

async function windowsOfLogin(login: string): Promise<string[]> {
  const viewer = await demonstrationViewer(login);
  const windows = viewer ? await windowsOfAccount(db, viewer.accountId, now()) : [];
  return windows.map(({ windowId }) => windowId);
}

/** Whether there were none before. */
async function planRules(windowId: string, week: Weekly[], rests: string[]): Promise<boolean> {
  const today = localDate(now());
  if ((await rulesGoingOn(db, { windowId, on: today })).length > 0) return false;
  for (const [login, weekdays, startsAt, endsAt] of week) {
    const viewer = await demonstrationViewer(login);
    if (!viewer) continue;
    const role = SHIFT_ROLES.find((one) => viewer.memberships.some((held) => held.role === one));
    await planShift(viewer, windowId, {
      ...{ accountId: viewer.accountId, role: role ?? 'reception', capacity: USUAL_TALKS },
      ...{ date: mondayOf(today), startsAt, endsAt },
      repeats: { weekdays, weeks: [], rests, until: '' },
    });
  }
  return true;
}

/** The week's table is one of a whole week, whenever it is first looked at. */
async function layDaysOver(windowId: string): Promise<void> {
  const today = localDate(now());
  for (const rule of await rulesGoingOn(db, { windowId, on: today }))
    await insertLaid(db, rule, datesOf(rule, [mondayOf(today), addDays(today, 1)], isHoliday));
}

/** Some hours of the coming days that nobody covers: the admin has asked who could come. */
async function leaveGap(windowId: string): Promise<void> {
  const [yuri, aoi] = [await demonstrationViewer('yuri'), await demonstrationViewer('aoi')];
  const ahead = { startsAt: later(now(), days(1)), endsAt: later(now(), days(6)) };
  const shift = (await shiftsBetween(db, [windowId], ahead)).find(
    ({ accountId, startsAt }) =>
      accountId === yuri?.accountId && ALONE_ON.includes(weekdayOf(localDate(startsAt))),
  );
  if (!yuri || !aoi || !shift) return;
  await takeOffShift(yuri, shift.id);
  await askForGap(aoi, windowId, shift);
}

/** Tuesday, Wednesday and Friday: nobody else is at her hours. */
const ALONE_ON = [2, 3, 5];
