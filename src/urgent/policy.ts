/**
 * How a contact is routed. Pure: what happens next, given the contact, who is there and the time.
 * The engine asks again after every step until nothing is left to do now.
 */
import type { AccountId } from '#accounts';
import { later, minutes, seconds } from '#platform/clock';

/** A stage of the frozen route, as the policy needs it. */
export interface Stage {
  windowIds: string[];
}

/** Somebody to be rung, for a stage of the route. */
export interface RingAt {
  accountId: AccountId;
  windowId: string;
  stage: number;
}

export interface Ring extends RingAt {
  state: 'ringing' | 'passed' | 'withdrawn';
}

/** A contact that looks for somebody. */
export interface Calling {
  route: Stage[];
  /** The widest stage reached; `route.length` once the person has been told that the route is at its end. */
  stage: number;
  /** When the stage widens; null before it rings. */
  stageDueAt: Date | null;
  /** When the person was last on the page. */
  seenAt: Date;
  /** The rings of this search: those before a staff member was lost no longer count. */
  rings: Ring[];
}

/** Somebody with room for one more talk, at one window. */
export interface There {
  accountId: AccountId;
  windowId: string;
  talking: number;
  /** Rings of other contacts at this account. */
  ringing: number;
  ringSeconds: number;
  /** 0 where nobody at their stage fits the person's language and way of talking better. */
  misfit: number;
}

export type Step =
  | { do: 'ring'; at: RingAt[]; until: Date; reason: WhyRung }
  | { do: 'withdraw'; from: AccountId[]; reason: 'not_there' | 'person_gone' }
  | { do: 'widen'; to: number; reason: WhyWider }
  | { do: 'fall_back'; reason: WhyWider }
  | { do: 'give_up'; reason: 'person_gone' }
  | { do: 'wait'; reason: 'ringing' | 'nobody_there' | 'person_gone' };

/** `others_too`: where somebody would fit better, nobody is there, they passed, or their time is over. */
export type WhyRung = 'fits' | 'others_too';
export type WhyWider = 'nobody_there' | 'all_passed' | 'time_is_up';

export const RINGS_TOGETHER = 5;
/** Nobody looks through more: at whom so many ring already, those in line are rung for one after the other. */
export const RINGS_AT_ONE = 10;
export const GONE_AFTER_MS = seconds(60);
export const PLACE_KEPT_MINUTES = 15;
/** Whoever comes to a window joins those who ring already within this time; those in line have whoever is free at once. */
const LOOK_AGAIN_MS = seconds(10);

export const isGone = (calling: Pick<Calling, 'seenAt'>, now: Date): boolean =>
  later(calling.seenAt, GONE_AFTER_MS) <= now;

const placeKeptUntil = (calling: Calling) =>
  later(calling.seenAt, GONE_AFTER_MS + minutes(PLACE_KEPT_MINUTES));

/** What happens next. `there` holds everybody free at the windows of the route. */
export function nextStep(calling: Calling, there: There[], now: Date): Step {
  return isGone(calling, now) ? whileGone(calling, now) : whileHere(calling, there, now);
}

function whileGone(calling: Calling, now: Date): Step {
  const from = ringing(calling).map((ring) => ring.accountId);
  if (from.length > 0) return { do: 'withdraw', from, reason: 'person_gone' };
  if (placeKeptUntil(calling) <= now) return { do: 'give_up', reason: 'person_gone' };
  return { do: 'wait', reason: 'person_gone' };
}

function whileHere(calling: Calling, there: There[], now: Date): Step {
  const vanished = ringing(calling).filter((ring) => !there.some((t) => samePlace(t, ring)));
  if (vanished.length > 0) {
    return { do: 'withdraw', from: vanished.map((ring) => ring.accountId), reason: 'not_there' };
  }
  const next = whoRingsNow(calling, there);
  if (next.length > 0) return ringAt(calling, next, now);
  return widerOrWait(calling, now);
}

function widerOrWait(calling: Calling, now: Date): Step {
  if (isInLine(calling))
    return { do: 'wait', reason: ringing(calling).length > 0 ? 'ringing' : 'nobody_there' };
  const reason = whyWider(calling, now);
  if (!reason) return { do: 'wait', reason: 'ringing' };
  const to = calling.stage + 1;
  return to < calling.route.length ? { do: 'widen', to, reason } : { do: 'fall_back', reason };
}

function whyWider(calling: Calling, now: Date): WhyWider | undefined {
  const here = calling.rings.filter((ring) => ring.stage === calling.stage);
  if (here.some((ring) => ring.state === 'ringing')) {
    return calling.stageDueAt && calling.stageDueAt <= now ? 'time_is_up' : undefined;
  }
  return here.some((ring) => ring.state === 'passed') ? 'all_passed' : 'nobody_there';
}

/**
 * Every stage reached so far rings up to five together, the best and least busy first; who passed is left in peace. Whoever
 * has been all the way, and so waits in line, takes up no more rings than somebody can answer.
 */
function whoRingsNow(calling: Calling, there: There[]): (There & RingAt)[] {
  const asked = new Set(
    calling.rings.filter((ring) => ring.state !== 'withdrawn').map((ring) => ring.accountId),
  );
  return calling.route.slice(0, calling.stage + 1).flatMap(({ windowIds }, stage) => {
    const here = there.filter((t) => windowIds.includes(t.windowId));
    const already = ringing(calling).filter((ring) => ring.stage === stage);
    const free = here.filter(
      (t) => !asked.has(t.accountId) && !(isInLine(calling) && t.ringing >= RINGS_AT_ONE),
    );
    const rung = here.filter((t) => already.some((ring) => samePlace(ring, t)));
    // Whoever fits better has the stage's time alone.
    const best = Math.min(...[...free, ...rung].map((t) => t.misfit));
    const next = free
      .filter((t) => stage < calling.stage || t.misfit === best)
      .sort(bestFirst)
      .filter((t, i, all) => all.findIndex((other) => other.accountId === t.accountId) === i)
      .slice(0, Math.max(0, RINGS_TOGETHER - already.length));
    for (const t of next) asked.add(t.accountId);
    return next.map((t) => ({ ...t, stage }));
  });
}

/** Past the last stage: the person has been told that the route is at its end. */
const isInLine = ({ stage, route }: Calling) => stage >= route.length;

const bestFirst = (a: There, b: There) =>
  a.misfit - b.misfit || leastBusyFirst(a, b) || compare(a.windowId, b.windowId);

type Busy = Pick<There, 'talking' | 'ringing' | 'accountId'>;

export const leastBusyFirst = (a: Busy, b: Busy): number =>
  a.talking - b.talking || a.ringing - b.ringing || compare(a.accountId, b.accountId);

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** A stage's time begins with its first ring and is the longest its windows ask for. */
function ringAt(calling: Calling, next: (There & RingAt)[], now: Date): Step {
  const longest = Math.max(...next.map((t) => t.ringSeconds));
  return {
    do: 'ring',
    at: next.map(({ accountId, windowId, stage }) => ({ accountId, windowId, stage })),
    until: calling.stageDueAt ?? later(now, seconds(longest)),
    reason: next.some((t) => t.misfit > 0) ? 'others_too' : 'fits',
  };
}

type Place = Pick<Ring, 'accountId' | 'windowId'>;

const samePlace = (a: Place, b: Place) => a.accountId === b.accountId && a.windowId === b.windowId;

export const ringing = (calling: Calling): Ring[] =>
  calling.rings.filter((ring) => ring.state === 'ringing');

/** The contact after a step. */
export function take(calling: Calling, step: Step): Calling {
  switch (step.do) {
    case 'ring':
      return {
        ...calling,
        stageDueAt: step.until,
        rings: [...calling.rings, ...step.at.map((at) => ({ ...at, state: 'ringing' as const }))],
      };
    case 'withdraw':
      return {
        ...calling,
        stageDueAt: step.reason === 'person_gone' ? null : calling.stageDueAt,
        rings: calling.rings.map((ring) =>
          ring.state === 'ringing' && step.from.includes(ring.accountId)
            ? { ...ring, state: 'withdrawn' as const }
            : ring,
        ),
      };
    case 'widen':
      return { ...calling, stage: step.to, stageDueAt: null };
    case 'fall_back':
      return { ...calling, stage: calling.route.length, stageDueAt: null };
    default:
      return calling;
  }
}

export interface Settled {
  calling: Calling;
  /** What was done, in order; the last one ends it: `wait` or `give_up`. */
  steps: Step[];
}

/** Takes every step that can be taken now. */
export function settle(calling: Calling, there: There[], now: Date): Settled {
  const steps: Step[] = [];
  let current = calling;
  for (;;) {
    const step = nextStep(current, there, now);
    steps.push(step);
    if (step.do === 'wait' || step.do === 'give_up') return { calling: current, steps };
    current = take(current, step);
  }
}

/** When to look at a settled contact again, always ahead; `boundary` is when a shift next begins or ends. */
export function lookAgainAt(calling: Calling, boundary: Date | undefined, now: Date): Date {
  if (isGone(calling, now)) return placeKeptUntil(calling);
  const moments = [
    ringing(calling).length > 0 ? later(now, LOOK_AGAIN_MS) : null,
    later(calling.seenAt, GONE_AFTER_MS),
    isInLine(calling) ? null : calling.stageDueAt,
    boundary,
  ].filter((moment) => moment instanceof Date && moment > now);
  return new Date(Math.min(...moments.map(Number)));
}
