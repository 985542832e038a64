import type { ShiftRole } from '../shift.ts';
import type { Span } from '../roster/span.ts';

/** `cover`: take my shift; `swap`: for one of yours; `gap`: hours that nobody covers. */
export type RequestKind = 'cover' | 'swap' | 'gap';

export const ANSWERS = ['accepted', 'declined', 'withdrawn'] as const;
export type Answer = (typeof ANSWERS)[number];

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
  { askedBy, askedOf, answer, answeredBy, role }: ShiftRequest,
): boolean {
  if (answer === 'withdrawn') return false;
  if ([askedBy, askedOf, answeredBy].includes(accountId)) return true;
  return answer === null && askedOf === null && roles.includes(role);
}
