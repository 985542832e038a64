import type { ShiftRole } from '../shift.ts';
import type { Span } from '../span.ts';

/** `cover`: take my shift; `swap`: for one of yours; `gap`: hours that nobody covers. */
export type RequestKind = 'cover' | 'swap' | 'gap';

export const ANSWERS = ['accepted', 'declined', 'withdrawn'] as const;
export type Answer = (typeof ANSWERS)[number];

/** `lapsed`: nobody answered until it began, or until a shift of it was changed. */
export type RequestState = 'open' | Answer | 'lapsed';

export interface ShiftRequest extends Span {
  id: string;
  windowId: string;
  askedBy: string;
  /** Null where any colleague may take it. */
  askedOf: string | null;
  shiftId: string | null;
  inReturnId: string | null;
  role: ShiftRole;
  answer: Answer | null;
  answeredBy: string | null;
}

/** One that is shown: how it stands, and of a swap when the shift is that would be taken instead. */
export interface RequestAhead extends ShiftRequest {
  state: RequestState;
  inReturn: Span | null;
}

export const kindOf = ({
  shiftId,
  inReturnId,
}: Pick<ShiftRequest, 'shiftId' | 'inReturnId'>): RequestKind => {
  if (inReturnId !== null) return 'swap';
  return shiftId === null ? 'gap' : 'cover';
};

/** Only who asked takes it back, only who was asked by name declines, and nobody accepts what they asked themselves. */
export function mayAnswer(
  accountId: string,
  { askedBy, askedOf }: Pick<ShiftRequest, 'askedBy' | 'askedOf'>,
  answer: Answer,
): boolean {
  if (answer === 'withdrawn') return askedBy === accountId;
  if (answer === 'declined') return askedOf === accountId;
  return askedBy !== accountId && (askedOf === null || askedOf === accountId);
}

/** Asked of somebody or by them, with what became of it; while it is open also what any colleague of that role may take. */
export function concerns(
  { accountId, roles }: { accountId: string; roles: ShiftRole[] },
  { askedBy, askedOf, state, answeredBy, role }: RequestAhead,
): boolean {
  if (state === 'withdrawn') return askedOf === accountId;
  if ([askedBy, askedOf, answeredBy].includes(accountId)) return true;
  return state === 'open' && askedOf === null && roles.includes(role);
}

/** What somebody may still do. */
export const mayStill = (accountId: string, request: RequestAhead): Answer[] =>
  request.state === 'open' ? ANSWERS.filter((answer) => mayAnswer(accountId, request, answer)) : [];
