/** When a date takes sign-ups, and until when those who wait move up. */
import { addDays, instantOf, localDate } from '#platform/tokyo';

export const SIGN_UP_POLICIES = ['none', 'open', 'ask'] as const;
export type SignUpPolicy = (typeof SIGN_UP_POLICIES)[number];

/** `full` still takes people onto the waiting list, until nobody moves up from it; `ask` means a first talk is needed. */
export type SignUpState = 'none' | 'open' | 'not_yet' | 'closed' | 'ask' | 'full';

export interface SignUpTerms {
  policy: SignUpPolicy;
  opensMinutes: number | null;
  closesMinutes: number;
  /** From so long before the start on nobody waits, and what is free is whoever's asks. */
  stopsMinutes: number;
  state: 'scheduled' | 'cancelled';
  startsAt: Date;
  capacity: number | null;
  taken: number;
  /** Of a consultation: what its supporter asks besides. */
  slot: SlotTerms | null;
}

export interface SlotTerms {
  noticeMinutes: number;
  /** Open from the first moment of the day so long before; null: at once. */
  horizonDays: number | null;
  /** It is outside the availability, and whoever holds it keeps it: given back, it is offered to nobody. */
  kept: boolean;
}

export function opensAt({ startsAt, opensMinutes, slot }: SignUpTerms): Date | null {
  const horizon = slot?.horizonDays ?? null;
  if (horizon !== null) return instantOf(addDays(localDate(startsAt), -horizon), '00:00');
  return opensMinutes === null ? null : minutesBefore(startsAt, opensMinutes);
}

export const closesAt = ({ startsAt, closesMinutes, slot }: SignUpTerms): Date =>
  minutesBefore(startsAt, Math.max(closesMinutes, slot?.noticeMinutes ?? 0));

/** From here on nobody moves up: never later than the series says, and never within the notice that a supporter asks for. */
export const promotionStopsAt = ({
  startsAt,
  slot,
  stopsMinutes,
}: Pick<SignUpTerms, 'startsAt' | 'slot' | 'stopsMinutes'>): Date =>
  minutesBefore(startsAt, Math.max(stopsMinutes, slot?.noticeMinutes ?? 0));

/** When what is said of a date reads otherwise next by the clock alone; null once it is over. */
export function changesAt(terms: SignUpTerms & { endsAt: Date }, now: Date): Date | null {
  const takesNobody = terms.policy === 'none' || terms.state === 'cancelled';
  const signUp = takesNobody ? [] : [opensAt(terms), promotionStopsAt(terms), closesAt(terms)];
  const day = localDate(terms.startsAt);
  // It is tomorrow's, then today's.
  const midnights = [addDays(day, -1), day, localDate(terms.endsAt)].map((date) =>
    instantOf(date, '00:00'),
  );
  const instants = [...signUp, ...midnights, terms.startsAt, terms.endsAt].filter(
    (at) => at !== null,
  );
  const ahead = instants.filter((at) => at > now).map(Number);
  return ahead.length > 0 ? new Date(Math.min(...ahead)) : null;
}

export const minutesBefore = (at: Date, minutes: number): Date =>
  new Date(at.getTime() - minutes * 60_000);

/** The same date for somebody who has had the first talk. */
export const afterFirstTalk = (terms: SignUpTerms): SignUpTerms =>
  terms.policy === 'ask' ? { ...terms, policy: 'open' } : terms;

/** Whether a sign-up would be taken now; a cancelled occurrence is closed. */
export function signUpStateOf(terms: SignUpTerms, now: Date): SignUpState {
  if (terms.policy === 'none') return 'none';
  if (terms.state === 'cancelled' || now >= closesAt(terms)) return 'closed';
  if (terms.slot?.kept && terms.taken === 0) return 'closed';
  if (terms.policy === 'ask') return 'ask';
  const opens = opensAt(terms);
  if (opens && now < opens) return 'not_yet';
  if (terms.capacity === null || terms.taken < terms.capacity) return 'open';
  return now < promotionStopsAt(terms) ? 'full' : 'closed';
}
