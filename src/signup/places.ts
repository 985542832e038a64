/** Who gets which place, and when. */
import type { ConsultationMethod, SignUpState } from '#schedule';
import { minutes } from '#platform/clock';

export const LARGEST_PARTY = 4;
/** Who comes every time holds places at the next dates, not at a year of them. */
export const DATES_HELD_AHEAD = 8;
export const ROOM_OPENS_BEFORE_MINUTES = 15;

export interface Waiting {
  id: string;
  partySize: number;
}

/** What an occurrence has, and the number that the next to come will bear. */
export interface Counters {
  capacity: number | null;
  taken: number;
  waiting: number;
  nextQueueNo: number;
}

export interface Seat {
  state: 'confirmed' | 'waiting';
  queueNo: number;
}

/** Gives the next to come places for all of them, or the end of the queue; the counters move with it. */
export const seat = (counters: Counters, partySize: number): Seat =>
  place(counters, partySize, fits(counters, partySize));

/** The same at several dates at once: places at each, or the end of each queue. */
export function seatTogether(dates: Counters[], partySize: number): Seat[] {
  const everywhere = dates.every((counters) => fits(counters, partySize));
  return dates.map((counters) => place(counters, partySize, everywhere));
}

/** Without end where their number is not limited. */
export const freeIn = ({ capacity, taken }: Pick<Counters, 'capacity' | 'taken'>): number =>
  capacity === null ? Infinity : capacity - taken;

const fits = (counters: Counters, partySize: number): boolean => partySize <= freeIn(counters);

function place(counters: Counters, partySize: number, isFree: boolean): Seat {
  if (isFree) counters.taken += partySize;
  else counters.waiting += 1;
  return { state: isFree ? 'confirmed' : 'waiting', queueNo: counters.nextQueueNo++ };
}

/** First in, first fitting: in order of arrival, each party that fits whole into what is still free. */
export function promotions<W extends Waiting>(queue: W[], free: number): W[] {
  let left = free;
  return queue.filter(({ partySize }) => {
    if (partySize > left) return false;
    left -= partySize;
    return true;
  });
}

interface WaitingAt extends Waiting {
  pseudonym: string;
  occurrenceId: string;
}

/** Of dates that belong together: each party, in order of arrival, for whom there are places at every date where it waits. */
export function promotionsTogether<W extends WaitingAt>(
  queue: W[],
  free: ReadonlyMap<string, number>,
): W[] {
  const left = new Map(free);
  const leftAt = ({ occurrenceId }: W) => left.get(occurrenceId) ?? 0;
  const parties = [...Map.groupBy(queue, ({ pseudonym }) => pseudonym).values()];
  return parties.flatMap((party) => {
    if (party.some((one) => one.partySize > leftAt(one))) return [];
    for (const one of party) left.set(one.occurrenceId, leftAt(one) - one.partySize);
    return party;
  });
}

/** Why a party gets neither places nor the end of a queue: there are not as many, or nobody moves up any more. */
export function noPlaceFor(
  date: Pick<Counters, 'capacity' | 'taken'> & { promotionStopsAt: Date },
  partySize: number,
  at: Date,
): 'party_too_large' | 'closed' | undefined {
  if (partySize <= freeIn(date)) return undefined;
  if (date.capacity !== null && partySize > date.capacity) return 'party_too_large';
  if (mayBePromoted(date.promotionStopsAt, at)) return undefined;
  return freeIn(date) > 0 ? 'party_too_large' : 'closed';
}

/** After the stop nobody moves up by a cancellation: whoever comes may take what is free. */
export const mayBePromoted = (promotionStopsAt: Date, at: Date): boolean => at < promotionStopsAt;

/** Whether who waits may take places that became free after that: while the date takes anybody, and not of dates that belong together. */
export const mayTakeFree = (
  date: Pick<Counters, 'capacity' | 'taken'> & {
    promotionStopsAt: Date;
    signUpAfterTalk: SignUpState;
    allDates: boolean;
  },
  partySize: number,
  at: Date,
): boolean =>
  date.signUpAfterTalk === 'open' &&
  !date.allDates &&
  !mayBePromoted(date.promotionStopsAt, at) &&
  noPlaceFor(date, partySize, at) === undefined;

export const roomOpensAt = (startsAt: Date): Date =>
  new Date(startsAt.getTime() - minutes(ROOM_OPENS_BEFORE_MINUTES));

export type RoomDoor = 'too_early' | 'open' | 'over';

/** A room is entered from a quarter of an hour before the start; it is left to its host after the end. */
export function roomDoor(occurrence: { startsAt: Date; endsAt: Date }, at: Date): RoomDoor {
  if (at < roomOpensAt(occurrence.startsAt)) return 'too_early';
  return at < new Date(occurrence.endsAt.getTime() + ROOM_LINGERS) ? 'open' : 'over';
}

/** Why nobody comes into a date's room just now; undefined where its door is open. */
export function shutDoor(
  occurrence: { state: 'scheduled' | 'cancelled'; startsAt: Date; endsAt: Date },
  at: Date,
): 'too_early' | 'closed' | undefined {
  const door = roomDoor(occurrence, at);
  if (door === 'too_early') return door;
  return door === 'over' || occurrence.state === 'cancelled' ? 'closed' : undefined;
}

/** When the door of a room, or the way to where voice meets, opens or closes: as a page names what it is read again for. */
export const doorTimes = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): string =>
  [roomOpensAt(startsAt), endsAt, new Date(endsAt.getTime() + ROOM_LINGERS)]
    .map((at) => at.toISOString())
    .join(' ');

/** Voice and picture meet elsewhere until the end, where no host could close a door behind it. */
export const meetingIsOn = (occurrence: { startsAt: Date; endsAt: Date }, at: Date): boolean =>
  roomDoor(occurrence, at) === 'open' && at < occurrence.endsAt;

/** `kept_out`: a host has asked them out, here or of all the organisation's rooms. */
const ROOM_REFUSALS = [
  ...(['too_early', 'closed', 'kept_out', 'not_found'] as const),
  ...(['code_missing', 'wrong_code'] as const),
];
export type RoomRefusal = (typeof ROOM_REFUSALS)[number];
export const isRoomRefusal = (entered: string): entered is RoomRefusal =>
  ROOM_REFUSALS.some((refusal) => refusal === entered);

const ROOM_LINGERS = minutes(120);

export const WAYS = ['text', 'voice', 'video', 'watch', 'onsite'] as const;
export type Way = (typeof WAYS)[number];

interface Offered {
  format: 'online' | 'onsite' | 'hybrid';
  /** Of a consultation: what its supporter offers. */
  methods: ConsultationMethod[] | null;
}

/** Ways of taking part that an occurrence has room for; the first is the usual one. */
export function waysOf({ format, methods }: Offered): Way[] {
  if (format === 'onsite') return ['onsite'];
  const online: Way[] = methods ?? ['text', 'voice', 'watch'];
  return format === 'hybrid' ? [...online, 'onsite'] : [...online];
}

/** Somebody who chose one of these meets elsewhere, the room of texts beside it. */
export const meetsElsewhere = (way: Way): boolean => way === 'voice' || way === 'video';
