/** A window's roster as its page shows it. */
import { organisationIdsOf, type AccountId, type AccountViewer } from '#accounts';
import { accountNames } from '#accounts/server';
import { later, now } from '#platform/clock';
import { db } from '#platform/db';
import { isHoliday } from '#platform/holidays';
import { addDays, localDate, type LocalDate } from '#platform/tokyo';
import type { WindowDetail } from '#windows';
import { listWindows, openState, routeWindows } from '#windows/server';
import { withoutDesk } from '../leases.server.ts';
import { staffed } from '../presence.ts';
import { whoIsThereAt } from '../presence.server.ts';
import { gapsAhead, publishedOn } from '../gaps/gaps-ahead.server.ts';
import { keepsShiftsOf, ownRoster } from './own-roster.server.ts';
import { windowsOf } from './people-queries.server.ts';
import { shiftsBetween } from './planned-queries.server.ts';
import { datesOf } from './rule.ts';
import { rulesGoingOn, type KeptRule } from './rule-queries.server.ts';
import type { Span } from '../span.ts';
import type { PlannedShift } from './planned-shift.ts';
import { mondayOf, spanOfWeek, weekOf, type RosterWeek } from './week.ts';

interface ShownShift extends PlannedShift {
  name: string;
  /** Under way, and their desk is open now. */
  here: boolean;
  mayKeep: boolean;
}

interface RosterPage {
  window: Pick<WindowDetail, 'id' | 'name'>;
  keepsAll: boolean;
  week: RosterWeek<ShownShift>;
  /** Who is on duty now and has their desk open, whatever week is shown. */
  there: { id: string; name: string; endsAt: Date }[];
  names: Map<string, string>;
  /** Published hours of the next seven days that nobody covers. */
  gaps: Span[];
  rules: (KeptRule & { name: string; mayKeep: boolean })[];
  /** On dates of the week on which the window is closed, who would be there by rule. */
  resting: Map<LocalDate, string[]>;
  /** The windows that are rung after this one. */
  after: string[];
  today: LocalDate;
  at: Date;
  /** What its public page says now: until when it is open, and when it next opens. */
  open: ReturnType<typeof openState>;
  /** Until when somebody can be rung there now. */
  staffedUntil: Date | null;
}

/** The windows whose rosters the viewer may see, each with the hours of the next seven days that nobody covers. */
export async function rosterWindows(
  viewer: AccountViewer,
): Promise<{ id: string; name: string; gaps: Span[] }[]> {
  const at = now();
  const own = await windowsOf(db, organisationIdsOf(viewer), localDate(at));
  const windows = await listWindows({ ids: own.map(({ id }) => id) });
  const gaps = await gapsAhead(windows, at);
  return own.map(({ id, name }) => ({ id, name, gaps: gaps.get(id) ?? [] }));
}

/** The week of a date, or this one; for whoever works in the window's organisation. */
export async function rosterWeek(
  viewer: AccountViewer,
  windowId: string,
  date?: LocalDate,
): Promise<RosterPage | 'not_found'> {
  const roster = await ownRoster(viewer, windowId);
  if (roster === 'not_found') return roster;
  const [at, { window }] = [now(), roster];
  const today = localDate(at);
  const monday = mondayOf(date ?? today);
  const planned = await shiftsBetween(db, [windowId], spanOfWeek(monday));
  const rules = await rulesGoingOn(db, { windowId, on: today });
  const there = await thereAt(windowId, at);
  const names = await accountNames(
    db,
    [...planned, ...rules, ...there].map(({ accountId }) => accountId),
  );
  const ofPerson = (accountId: string) => ({
    name: names.get(accountId) ?? '',
    mayKeep: keepsShiftsOf(roster, viewer, accountId),
  });
  return {
    window: { id: window.id, name: window.name },
    keepsAll: roster.keepsAll,
    week: weekOf(
      monday,
      (day) => publishedOn(window, day),
      planned.map((shift) => ({
        ...{ ...shift, ...ofPerson(shift.accountId) },
        here: there.some(({ id }) => id === shift.id),
      })),
      isHoliday,
    ),
    there: there.map(({ id, accountId, endsAt }) => ({ id, endsAt, ...ofPerson(accountId) })),
    names,
    gaps: (await gapsAhead([window], at)).get(windowId) ?? [],
    rules: rules
      .map((rule) => ({ ...rule, ...ofPerson(rule.accountId) }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'ja')),
    resting: new Map(
      closedWithin(window, monday).map((day) => [
        day,
        onDutyBy(rules, day).map((id) => names.get(id) ?? ''),
      ]),
    ),
    after: await rungAfter(window),
    today,
    at,
    open: openState(window, at),
    staffedUntil: staffed(await whoIsThereAt([windowId], at)).get(windowId) ?? null,
  };
}

/** Those whose shift runs and whose desk is open. */
async function thereAt(windowId: string, at: Date): Promise<PlannedShift[]> {
  const running = await shiftsBetween(db, [windowId], { startsAt: at, endsAt: later(at, 1) });
  const away = await withoutDesk(
    running.map(({ accountId }) => accountId as AccountId), // Of the column that refers to accounts.
    at,
  );
  return running.filter(({ accountId }) => !away.some((one) => one === accountId));
}

const closedWithin = ({ exceptions }: WindowDetail, monday: LocalDate): LocalDate[] =>
  exceptions
    .filter(({ date, hours }) => hours.length === 0 && mondayOf(date) === monday)
    .map(({ date }) => date);

const onDutyBy = (rules: KeptRule[], date: LocalDate): string[] => [
  ...new Set(
    rules
      .filter((rule) => datesOf(rule, [date, addDays(date, 1)], isHoliday).length > 0)
      .map(({ accountId }) => accountId),
  ),
];

async function rungAfter({ id, code5, prefCode }: WindowDetail): Promise<string[]> {
  const stages = await routeWindows(code5, prefCode);
  const own = stages.findIndex(({ windows }) => windows.some((one) => one.id === id));
  const next = stages.slice(own + 1).find(({ windows }) => windows.length > 0);
  return next?.windows.map(({ name }) => name) ?? [];
}
