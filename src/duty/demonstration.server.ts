/** Invented duty of the demonstration's people: opening the desk is enough to be rung at, at any hour. */
import { demonstrationViewer } from '#accounts/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { isHoliday } from '#platform/holidays';
import { addDays, instantOf, localDate, weekdayOf, type LocalDate } from '#platform/tokyo';
import { tellGaps } from './gaps/telling.server.ts';
import { windowsOfAccount } from './queries.server.ts';
import { askForGap } from './requests/asking.server.ts';
import { layAllRules } from './roster/laying.server.ts';
import { findShiftOn } from './roster/planned-queries.server.ts';
import { planShift, takeOffShift } from './roster/planning.server.ts';
import { rulesGoingOn } from './roster/rule-queries.server.ts';

const AT_ANY_HOUR = ['yuri', 'kaede', 'minato', 'takeru'];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** Who is at the desk of 'yuri' besides. */
const BESIDE = [
  { login: 'kei', role: 'window_staff', weekdays: [1, 2, 3, 4, 5], times: ['8:30', '12:30'] },
  { login: 'yuki', role: 'peer_supporter', weekdays: [2, 4], times: ['10:00', '15:00'] },
  { login: 'aoi', role: 'reception', weekdays: [1, 3], times: ['13:00', '16:30'] },
] as const;

/** Adds what is not there yet, and lays the coming weeks of what is. */
export async function loadDemonstrationDuty(): Promise<void> {
  for (const login of AT_ANY_HOUR) {
    const viewer = await demonstrationViewer(login);
    if (!viewer) continue;
    for (const { windowId, role } of await windowsOfAccount(db, viewer.accountId, now())) {
      const added = await addRule(login, windowId, {
        role,
        weekdays: EVERY_DAY,
        times: ['0:00', '24:00'],
      });
      if (added && login === 'yuri') await fillRoster(windowId);
    }
  }
  await layAllRules();
  await tellGaps();
}

interface Weekly {
  role: string;
  weekdays: readonly number[];
  times: readonly [string, string];
}

async function addRule(
  login: string,
  windowId: string,
  { role, weekdays, times: [startsAt, endsAt] }: Weekly,
): Promise<boolean> {
  const viewer = await demonstrationViewer(login);
  if (!viewer) return false;
  const date = localDate(now());
  const { accountId } = viewer;
  const rules = await rulesGoingOn(db, { windowId, on: date });
  if (rules.some((rule) => rule.accountId === accountId)) return false;
  const repeats = { weekdays: [...weekdays], weeks: [], rests: [], until: '' };
  const shift = { accountId, role, capacity: 2, date, startsAt, endsAt, repeats };
  return (await planShift(viewer, windowId, shift)) === 'planned';
}

/** Colleagues, and one afternoon that nobody covers: its admin has asked who could come. */
async function fillRoster(windowId: string): Promise<void> {
  for (const { login, ...weekly } of BESIDE) await addRule(login, windowId, weekly);
  const [yuri, aoi] = [await demonstrationViewer('yuri'), await demonstrationViewer('aoi')];
  const date = afternoonWithout(localDate(now()));
  const shift = yuri && date && (await findShiftOn(db, windowId, yuri.accountId, date));
  if (!aoi || !shift) return;
  await takeOffShift(yuri, shift.id);
  const hours = { startsAt: instantOf(date, '12:30'), endsAt: instantOf(date, '16:30') };
  await askForGap(aoi, windowId, hours);
}

/** Of the coming days the first but one on which reception is not there. */
const afternoonWithout = (today: LocalDate): LocalDate | undefined =>
  [2, 3, 4, 5, 6]
    .map((n) => addDays(today, n))
    .find((date) => [2, 4, 5].includes(weekdayOf(date)) && !isHoliday(date));
