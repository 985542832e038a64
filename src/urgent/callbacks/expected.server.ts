/** When somebody is expected at windows. */
import { shiftsExpected } from '#duty/server';
import type { ParticipantViewer } from '#participants';
import { days, later, minutes, now } from '#platform/clock';
import { db } from '#platform/db';
import { instantOf } from '#platform/tokyo';
import type { WindowRecord } from '#windows';
import { comingHours, listWindows } from '#windows/server';
import { windowIdsOf, windowsOfRoute, type RouteStage } from '../route.ts';
import { findContact } from '../contact-queries.server.ts';
import { takingLetters } from '../windows-kept-queries.server.ts';
import { isOwn } from '../own-contact.server.ts';
import { wholeRoute } from '../press/press-place.server.ts';
import {
  DAYS_AHEAD,
  nextExpected,
  timesToMeet,
  type Expected,
  type WhenExpected,
} from './times.ts';

/** By shifts, and where a window whose people answer here has planned none, by the hours it has published. */
export async function expectedAt(ids: string[]): Promise<Expected[]> {
  const at = now();
  const [shifts, answering] = await Promise.all([
    shiftsExpected(ids, { at, until: later(at, days(DAYS_AHEAD)) }),
    takingLetters(db, ids),
  ]);
  const planned = new Set(shifts.map(({ windowId }) => windowId));
  const unplanned = ids.filter((id) => answering.has(id) && !planned.has(id));
  const windows = unplanned.length > 0 ? await listWindows({ ids: unplanned }) : [];
  return [...shifts, ...windows.flatMap((window) => publishedHours(window, at))];
}

export const isExpectedAt = async (windowId: string, at: Date): Promise<boolean> =>
  (await expectedAt([windowId])).some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);

const publishedHours = (window: WindowRecord, at: Date): Expected[] =>
  comingHours(window, at, DAYS_AHEAD).flatMap(({ date, spans }) =>
    spans.map(({ opens, closes }) => ({
      windowId: window.id,
      startsAt: later(instantOf(date, '00:00'), minutes(opens)),
      endsAt: later(instantOf(date, '00:00'), minutes(closes)),
    })),
  );

/** What may be offered to somebody who is not talking: when somebody is expected next, and times to be called to a room. */
export async function whenExpected(route: RouteStage[]): Promise<WhenExpected> {
  const at = now();
  const expected = await expectedAt(windowIdsOf(route));
  const next = nextExpected(expected, at);
  const named = windowsOfRoute(route).find(({ windowId }) => windowId === next?.windowId);
  return {
    next: next && named ? { from: +next.startsAt, window: named.name } : null,
    times: timesToMeet(expected, at).map(Number),
  };
}

/** The same for the viewer's own contact. */
export async function whenExpectedFor(
  viewer: ParticipantViewer,
  contactId: string,
): Promise<WhenExpected> {
  const contact = await findContact(db, contactId);
  return contact && isOwn(viewer, contact)
    ? whenExpected(await wholeRoute(contact))
    : { next: null, times: [] };
}
