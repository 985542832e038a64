/** What colleagues ask of each other, as each of them sees it. */
import { organisationIdsOf, type AccountViewer } from '#accounts';
import { days, later, now } from '#platform/clock';
import { db } from '#platform/db';
import { localDate } from '#platform/tokyo';
import { ownRoster, rolesOnDuty } from '../roster/own-roster.server.ts';
import { SHIFT_REQUESTS_KEPT_DAYS } from '../promises.ts';
import { desksOf, namesOf } from '../roster/people-queries.server.ts';
import { findShift } from '../roster/planned-queries.server.ts';
import type { Span } from '../roster/span.ts';
import { ANSWERS, concerns, kindOf, mayAnswer, type Answer, type RequestKind } from './request.ts';
import { deleteRequestsBefore, requestsAhead } from './request-queries.server.ts';

export interface ShownRequest extends Span {
  id: string;
  kind: RequestKind;
  /** Of a swap, when the shift is that would be taken instead. */
  inReturn: Span | null;
  who: string;
  /** Empty where any colleague may take it, and nobody has. */
  other: string;
  answer: Answer | null;
  /** What the viewer may still do. */
  may: Answer[];
}

/** What concerns the viewer at a desk, until its shift begins: asked of them, and by them with what became of it. */
export async function requestsAt(
  viewer: AccountViewer,
  windowId: string,
): Promise<ShownRequest[] | 'not_found'> {
  const roster = await ownRoster(viewer, windowId);
  if (roster === 'not_found') return roster;
  const { accountId } = viewer;
  const roles = rolesOnDuty(viewer, roster);
  const all = (await requestsAhead(db, [windowId], now())).filter((one) =>
    concerns({ accountId, roles }, one),
  );
  const people = all.flatMap(({ askedBy, askedOf, answeredBy }) => [askedBy, askedOf, answeredBy]);
  const names = await namesOf(
    db,
    people.filter((id) => id !== null),
  );
  const nameOf = (id: string | null) => (id && names.get(id)) ?? '';
  return Promise.all(
    all.map(async (one) => {
      const inReturn = one.inReturnId ? await findShift(db, one.inReturnId) : undefined;
      return {
        ...{ id: one.id, kind: kindOf(one), startsAt: one.startsAt, endsAt: one.endsAt },
        inReturn: inReturn ? { startsAt: inReturn.startsAt, endsAt: inReturn.endsAt } : null,
        ...{ who: nameOf(one.askedBy), other: nameOf(one.answeredBy ?? one.askedOf) },
        answer: one.answer,
        may: one.answer ? [] : ANSWERS.filter((answer) => mayAnswer(accountId, one, answer)),
      };
    }),
  );
}

/** The desks where a colleague waits for the viewer's answer. */
export async function openRequests(
  viewer: AccountViewer,
): Promise<{ windowId: string; name: string; count: number }[]> {
  const desks = await desksOf(db, organisationIdsOf(viewer, 'answer'), localDate(now()));
  const counted = await Promise.all(
    desks.map(async ({ id, name }) => {
      const all = await requestsAt(viewer, id);
      const waiting = all === 'not_found' ? [] : all.filter(({ may }) => may.includes('accepted'));
      return { windowId: id, name, count: waiting.length };
    }),
  );
  return counted.filter(({ count }) => count > 0);
}

/** Every night. */
export const forgetRequests = (): Promise<void> =>
  deleteRequestsBefore(db, later(now(), -days(SHIFT_REQUESTS_KEPT_DAYS)));
