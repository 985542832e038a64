/**
 * A ward that could not be heard through a whole online meeting. Its line: 600 ms there and back, 64 kbit/s, one packet in
 * twenty lost and one in five in bursts, and outages. Whatever either side wrote must have reached the other, once and in
 * order, soon after the line is back; the host must see that the line is bad; what could not be said is said afterwards.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { MemberId, RoomId } from '#rooms';
import { openBadLine } from '../support/bad-line.ts';
import { insidePortal } from '../support/inside-portal.ts';
import type { Portal } from '../support/portal.ts';
import { RoomDevice } from '../support/room-device.ts';
import { aRoomIn } from '../support/room-journey.ts';
import { Meeting } from './meeting.ts';

export const LINE = { rttMs: 600, kbitPerSecond: 64, loss: 0.05, lossInBursts: 0.2 };
/** The room as it stands, with two people in it. */
export interface Stage {
  url: string;
  roomId: RoomId;
  hostCookie: string;
  adachi: { cookie: string; memberId: MemberId };
}

export interface Course {
  outagesMs: number[];
  betweenMs: number;
  seed: number;
  /** Waits until the host sees the line as good again, too. */
  untilSteady: boolean;
}

export interface AdachiReport {
  /** Until the device is in the room. */
  insideMs: number;
  written: number;
  kept: number;
  /** Acknowledged and not kept under that number. */
  lost: number;
  gaps: number;
  /** What each reader lacks or has otherwise than it was kept. */
  wrongToHost: number;
  wrongToAdachi: number;
  /** The longest until all that was written by either side in an outage had reached the other, since its end. */
  slowestMs: number;
  /** The longest until the host saw the line as bad, since it was; of outages long enough to be seen. */
  seenMs: number;
  steadyAgain: boolean;
  /** Until 「聞こえません」 stood before the host. */
  cannotHearMs: number;
  bytesPerMessage: number;
}

export async function talkOverBadLine(stage: Stage, course: Course): Promise<AdachiReport> {
  const line = await openBadLine({ ...LINE, seed: course.seed });
  line.leadTo(stage.url);
  const { roomId } = stage;
  const how = { origin: stage.url, roomId };
  const host = new RoomDevice({
    ...{ ...how, url: stage.url, cookie: stage.hostCookie, namespace: '/staff' },
  });
  const startedAt = performance.now();
  const delays = { reconnectionDelay: 500, reconnectionDelayMax: 5_000 };
  const adachi = new RoomDevice({ ...how, ...delays, url: line.url, cookie: stage.adachi.cookie });
  const inside = new Promise<void>((resolve) => (adachi.onEntered = resolve));
  try {
    await inside;
    const insideMs = performance.now() - startedAt;
    const meeting = new Meeting({ line, host, adachi, memberId: stage.adachi.memberId });
    const outages: { seenMs: number; throughMs: number }[] = [];
    for (const outageMs of course.outagesMs) {
      await pause(course.betweenMs);
      outages.push(await meeting.outage(outageMs));
    }
    const [bytesPerMessage, cannotHearMs, steadyAgain] = await Promise.all([
      meeting.weigh(),
      meeting.cannotHear(),
      !course.untilSteady || meeting.isSteadyAgain(),
    ]);
    const record = await meeting.end(roomId);
    return {
      insideMs: Math.round(insideMs),
      ...record,
      slowestMs: Math.round(Math.max(...outages.map(({ throughMs }) => throughMs))),
      seenMs: Math.round(Math.max(...outages.map(({ seenMs }) => seenMs))),
      steadyAgain,
      cannotHearMs: Math.round(cannotHearMs),
      bytesPerMessage,
    };
  } finally {
    for (const device of [host, adachi]) device.leave();
    await line.close();
  }
}

const OUTAGE_MS = 90_000;

/** The outages as they were, one soon after the other. */
export const drill = (outages: number): Promise<AdachiReport> =>
  insidePortal((portal) => talkAsAdachi(portal, outages));

async function talkAsAdachi(portal: Portal, outages: number): Promise<AdachiReport> {
  const room = await aRoomIn(portal);
  const guest = await room.guest('足立');
  const header = ({ name, value }: Record<'name' | 'value', string>) => `${name}=${value}`;
  return talkOverBadLine(
    {
      ...{ url: portal.url, roomId: room.roomId, hostCookie: header(room.hostCookie) },
      adachi: { cookie: header(guest.cookie), memberId: guest.memberId },
    },
    {
      outagesMs: Array<number>(outages).fill(OUTAGE_MS),
      betweenMs: 10_000,
      seed: 20_220_517,
      untilSteady: true,
    },
  );
}

const INSIDE_WITHIN_MS = 20_000;
const SEEN_WITHIN_MS = 20_000;
const THROUGH_WITHIN_MS = 60_000;

/** What must be nought; whatever took too long counts as one. */
export const failuresOf = (report: AdachiReport, throughWithinMs = THROUGH_WITHIN_MS): number =>
  report.lost +
  report.gaps +
  report.wrongToHost +
  report.wrongToAdachi +
  (report.written - report.kept) +
  [
    report.insideMs > INSIDE_WITHIN_MS,
    report.slowestMs > throughWithinMs,
    report.seenMs > SEEN_WITHIN_MS,
    report.cannotHearMs > throughWithinMs,
    !report.steadyAgain,
  ].filter(Boolean).length;
