/** What is asked changes nothing until somebody accepts; then shifts change hands at once, or not at all. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { unlessOverlapping } from '../roster/as-planned.server.ts';
import {
  holdsRole,
  ownRoster,
  recordOnShift,
  refuseRoster,
  type OwnRoster,
} from '../roster/own-roster.server.ts';
import { insertShift, lockShifts, setOff } from '../roster/planned-queries.server.ts';
import type { PlannedShift } from '../roster/planned-shift.ts';
import { USUAL_TALKS } from '../shift.ts';
import { mayAnswer, type Answer, type ShiftRequest } from './request.ts';
import { findRequest, setAnswer } from './request-queries.server.ts';

/**
 * Accepts, declines or takes back. Of two who accept at once one has it; `lapsed` where the shift has begun, was changed, or
 * somebody else has answered; `overlaps` where who would take it is on duty then.
 */
export async function answerRequest(
  viewer: AccountViewer,
  requestId: string,
  answer: Answer,
): Promise<Answer | 'lapsed' | 'overlaps' | 'not_found'> {
  const request = isId(requestId) ? await findRequest(db, requestId) : undefined;
  if (!request) return 'not_found';
  const roster = await ownRoster(viewer, request.windowId);
  if (roster === 'not_found') return roster;
  if (!mayAnswer(viewer.accountId, request, answer)) return refuseRoster(viewer, roster);
  try {
    return await unlessOverlapping((trx) => settle(trx, viewer, { roster, request, answer }));
  } catch (error) {
    if (error instanceof Lapsed) return 'lapsed';
    throw error;
  }
}

/** What was begun is undone: somebody was first, or a shift is not what it was. */
class Lapsed extends Error {}

interface Settling {
  roster: OwnRoster;
  request: ShiftRequest;
  answer: Answer;
}

async function settle(
  trx: Database,
  viewer: AccountViewer,
  { roster, request, answer }: Settling,
): Promise<Answer | 'not_found'> {
  const by = viewer.accountId;
  if (answer === 'accepted' && !(await allHoldRole(trx, roster, request, by))) return 'not_found';
  const shifts = await lockShifts(trx, idsOf(request));
  if (!(await setAnswer(trx, request.id, { answer, by, at: now() }))) throw new Lapsed();
  if (answer !== 'accepted') return answer;
  await setOff(trx, idsOf(request), now());
  for (const { shift, to } of exchanged(request, shifts, by)) {
    await insertShift(trx, request.windowId, { ...shift, accountId: to, span: shift });
  }
  await recordOnShift(trx, viewer, roster, { act: 'shift.taken_over', accountId: request.askedBy });
  return answer;
}

/** Whoever would have a shift afterwards; of a swap both shifts are of one role. */
async function allHoldRole(
  trx: Database,
  roster: OwnRoster,
  { askedBy, inReturnId, role }: ShiftRequest,
  by: string,
): Promise<boolean> {
  const people = inReturnId === null ? [by] : [by, askedBy].sort();
  let all = true;
  for (const accountId of people) all = (await holdsRole(trx, roster, { accountId, role })) && all;
  return all;
}

const idsOf = ({ shiftId, inReturnId }: ShiftRequest): string[] =>
  [shiftId, inReturnId].filter((id) => id !== null);

interface Exchange {
  shift: Pick<PlannedShift, 'role' | 'capacity' | 'startsAt' | 'endsAt'>;
  to: string;
}

/** Who has which shift afterwards. */
function exchanged(request: ShiftRequest, shifts: PlannedShift[], by: string): Exchange[] {
  const { askedBy, shiftId, inReturnId, startsAt, endsAt, role } = request;
  if (shiftId === null)
    return [{ shift: { role, capacity: USUAL_TALKS, startsAt, endsAt }, to: by }];
  const given = shifts.find(({ id }) => id === shiftId);
  const isAsItWas =
    given?.accountId === askedBy && +given.startsAt === +startsAt && +given.endsAt === +endsAt;
  if (!isAsItWas) throw new Lapsed();
  if (inReturnId === null) return [{ shift: given, to: by }];
  const inReturn = shifts.find(({ id }) => id === inReturnId);
  if (inReturn?.accountId !== by || inReturn.startsAt <= now()) throw new Lapsed();
  return [
    { shift: given, to: by },
    { shift: inReturn, to: askedBy },
  ];
}
