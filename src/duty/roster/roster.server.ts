/** A desk's roster as its page shows it. */
import { organisationIdsOf, type AccountId, type AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { isHoliday } from '#platform/holidays';
import { isId } from '#platform/id';
import { localDate, type LocalDate } from '#platform/tokyo';
import type { WindowDetail } from '#windows';
import { findWindow, openState, routeWindows } from '#windows/server';
import { withoutDesk } from '../leases.server.ts';
import { staffed } from '../presence.ts';
import { whoIsThereAt } from '../presence.server.ts';

import { gapsAhead, publishedOn } from '../gaps/gaps-ahead.server.ts';
import { ownRoster, keepsShiftsOf, type OwnRoster } from './own-roster.server.ts';
import { desksOf, membersAt, namesOf, type MemberAt } from './people-queries.server.ts';
import { findShift, shiftsBetween } from './planned-queries.server.ts';
import { rulesGoingOn, type KeptRule } from './rule-queries.server.ts';
import { overlap, type Span } from './span.ts';
import type { PlannedShift } from './shift.ts';
import { mondayOf, spanOfWeek, weekOf, type RosterWeek } from './week.ts';

export interface ShownShift extends PlannedShift {
  name: string;
  /** Under way, and their desk is open now. */
  here: boolean;
  mayKeep: boolean;
}

export interface RosterPage {
  window: Pick<WindowDetail, 'id' | 'name'>;
  keepsAll: boolean;
  week: RosterWeek<ShownShift>;
  names: Map<string, string>;
  /** Published hours of the next seven days that nobody covers. */
  gaps: Span[];
  rules: (KeptRule & { name: string; mayKeep: boolean })[];
  /** The windows that are rung after this one. */
  after: string[];
  today: LocalDate;
  at: Date;
  /** What its public page says now: until when it is open, and when it next opens. */
  open: ReturnType<typeof openState>;
  /** Until when somebody can be rung there now. */
  staffedUntil: Date | null;
}

/** The desks whose rosters the viewer may see, each with the hours of the next seven days that nobody covers. */
export async function rosterDesks(
  viewer: AccountViewer,
): Promise<{ id: string; name: string; gaps: Span[] }[]> {
  const at = now();
  const desks = await desksOf(db, organisationIdsOf(viewer), localDate(at));
  return Promise.all(
    desks.map(async ({ id, name }) => {
      const window = await findWindow(id);
      return { id, name, gaps: window ? await gapsAhead(window, at) : [] };
    }),
  );
}

/** The week of a date, or this one; for whoever works in the desk's organisation. */
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
  const names = await namesOf(
    db,
    [...planned, ...rules].map(({ accountId }) => accountId),
  );
  const shown = await withPresence(planned, at);
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
      shown.map((shift) => ({ ...shift, ...ofPerson(shift.accountId) })),
      isHoliday,
    ),
    names,
    gaps: await gapsAhead(window, at),
    rules: rules.map((rule) => ({ ...rule, ...ofPerson(rule.accountId) })),
    after: await rungAfter(window),
    today,
    at,
    open: openState(window, at),
    staffedUntil: staffed(await whoIsThereAt([windowId], at)).get(windowId) ?? null,
  };
}

async function withPresence(
  shifts: PlannedShift[],
  at: Date,
): Promise<(PlannedShift & { here: boolean })[]> {
  const under = shifts.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
  const away = await withoutDesk(
    under.map(({ accountId }) => accountId as AccountId), // Of the column that refers to accounts.
    at,
  );
  return shifts.map((shift) => ({
    ...shift,
    here: under.includes(shift) && !away.some((one) => one === shift.accountId),
  }));
}

async function rungAfter({ id, code5, prefCode }: WindowDetail): Promise<string[]> {
  const stages = await routeWindows(code5, prefCode);
  const own = stages.findIndex(({ windows }) => windows.some((one) => one.id === id));
  const next = stages.slice(own + 1).find(({ windows }) => windows.length > 0);
  return next?.windows.map(({ name }) => name) ?? [];
}

export interface ShiftPage {
  roster: OwnRoster;
  /** Whom the viewer may put on duty, and as what; `free` where they have no shift then. */
  people: (MemberAt & { free: boolean })[];
  shift: ShownShift | null;
  rule: KeptRule | null;
}

/** The form of a shift that is there, or of a new one within `span`. */
export async function shiftForm(
  viewer: AccountViewer,
  windowId: string,
  which: { shiftId?: string; span?: Span },
): Promise<ShiftPage | 'not_found'> {
  const roster = await ownRoster(viewer, windowId);
  if (roster === 'not_found') return roster;
  const { shiftId } = which;
  const shift = isId(shiftId) ? await findShift(db, shiftId) : undefined;
  if (shiftId !== undefined && shift?.windowId !== windowId) return 'not_found';
  const span = shift ?? which.span;
  const busy = span
    ? (await shiftsBetween(db, [windowId], span)).filter((one) => overlap(one, span))
    : [];
  const members = await membersAt(db, roster.organisationId);
  const rules = shift?.ruleId ? await rulesGoingOn(db, { windowId, on: localDate(now()) }) : [];
  return {
    roster,
    people: members
      .filter(({ accountId }) => keepsShiftsOf(roster, viewer, accountId))
      .map((one) => ({ ...one, free: !busy.some(({ accountId }) => accountId === one.accountId) })),
    shift: shift
      ? {
          ...shift,
          name: members.find((one) => one.accountId === shift.accountId)?.name ?? '',
          here: false,
          mayKeep: keepsShiftsOf(roster, viewer, shift.accountId),
        }
      : null,
    rule: rules.find(({ id }) => id === shift?.ruleId) ?? null,
  };
}
