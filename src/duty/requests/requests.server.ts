/** What colleagues ask of each other, as each of them sees it. */
import { organisationIdsOf, type AccountViewer } from '#accounts';
import { accountNames } from '#accounts/server';
import { days, later, now } from '#platform/clock';
import { db } from '#platform/db';
import { localDate } from '#platform/tokyo';
import { ownRoster, rolesOnDuty } from '../roster/own-roster.server.ts';
import { SHIFT_REQUESTS_KEPT_DAYS } from '../promises.ts';
import { windowsOf } from '../roster/people-queries.server.ts';
import type { Span } from '../span.ts';
import {
  concerns,
  kindOf,
  mayStill,
  type Answer,
  type RequestAhead,
  type RequestKind,
  type RequestState,
} from './request.ts';
import { deleteRequestsBefore, requestsAhead } from './request-queries.server.ts';

interface ShownRequest extends Span {
  id: string;
  kind: RequestKind;
  state: RequestState;
  inReturn: Span | null;
  who: string;
  /** Asked by the viewer. */
  own: boolean;
  /** Whoever answered or was asked; empty where any colleague may take it. */
  other: string;
  /** What the viewer may still do. */
  may: Answer[];
}

/** What concerns the viewer at a window, until its time is over: asked of them, and by them with what became of it; what is open first. */
export async function requestsAt(
  viewer: AccountViewer,
  windowId: string,
): Promise<ShownRequest[] | 'not_found'> {
  const roster = await ownRoster(viewer, windowId);
  if (roster === 'not_found') return roster;
  const { accountId } = viewer;
  const roles = rolesOnDuty(viewer, roster);
  const all = (await requestsAhead(db, [windowId], now()))
    .filter((one) => concerns({ accountId, roles }, one))
    .toSorted(openFirst);
  const people = all.flatMap(({ askedBy, askedOf, answeredBy }) => [askedBy, askedOf, answeredBy]);
  const names = await accountNames(
    db,
    people.filter((id) => id !== null),
  );
  const nameOf = (id: string | null) => (id && names.get(id)) ?? '';
  return all.map((one) => ({
    ...{ id: one.id, kind: kindOf(one), state: one.state, inReturn: one.inReturn },
    ...{ startsAt: one.startsAt, endsAt: one.endsAt },
    ...{ who: nameOf(one.askedBy), own: one.askedBy === accountId },
    other: nameOf(one.answeredBy ?? one.askedOf),
    may: mayStill(accountId, one),
  }));
}

const openFirst = (a: RequestAhead, b: RequestAhead): number =>
  Number(b.state === 'open') - Number(a.state === 'open');

/** The windows where a colleague waits for the viewer's answer. */
export async function openRequests(
  viewer: AccountViewer,
): Promise<{ windowId: string; name: string; count: number }[]> {
  const { accountId } = viewer;
  const windows = await windowsOf(db, organisationIdsOf(viewer, 'answer'), localDate(now()));
  const all = await requestsAhead(
    db,
    windows.map(({ id }) => id),
    now(),
  );
  return windows
    .map(({ id, name, organisationId }) => {
      const who = { accountId, roles: rolesOnDuty(viewer, { organisationId }) };
      const waiting = all.filter(
        (one) =>
          one.windowId === id &&
          concerns(who, one) &&
          mayStill(accountId, one).includes('accepted'),
      );
      return { windowId: id, name, count: waiting.length };
    })
    .filter(({ count }) => count > 0);
}

/** Every night. */
export const forgetRequests = (): Promise<void> =>
  deleteRequestsBefore(db, later(now(), -days(SHIFT_REQUESTS_KEPT_DAYS)));
