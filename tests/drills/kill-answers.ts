/**
 * Kills the real server between a commit and its acknowledgement: the message is kept, and its writer never hears so.
 * Sent again, it must be the same message under the same number, once.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openHalfOpenProxy, type HalfOpenProxy } from '../support/half-open-proxy.ts';
import { insidePortal } from '../support/inside-portal.ts';
import type { Portal } from '../support/portal.ts';
import { RoomDevice } from '../support/room-device.ts';
import { aRoomIn, keptIn } from '../support/room-journey.ts';

export interface AnswersReport {
  kills: number;
  /** Acknowledged under another number than the one they were kept under. */
  misnumbered: number;
  doubled: number;
  gaps: number;
}

export async function drill(kills: number): Promise<AnswersReport> {
  const line = await openHalfOpenProxy();
  return insidePortal((portal) => killBeforeAnswers(portal, line, kills)).finally(() =>
    line.close(),
  );
}

async function killBeforeAnswers(
  portal: Portal,
  line: HalfOpenProxy,
  kills: number,
): Promise<AnswersReport> {
  line.leadTo(portal.url);
  const room = await aRoomIn(portal);
  const { cookie } = await room.guest('ひだまり');
  const who = { roomId: room.roomId, cookie: `${cookie.name}=${cookie.value}` };
  const device = new RoomDevice({ ...who, url: line.url, origin: portal.url });
  try {
    for (let n = 0; n < kills; n += 1) {
      await device.keep(randomUUID(), `${n}つめの前`);
      const clientId = randomUUID();
      line.loseAnswers();
      const acknowledged = device.keep(clientId, `${n}つめ`);
      while (!(await keptIn(room.roomId)).some((row) => row.client_id === clientId)) await pause(5);
      if (device.acknowledged.has(clientId)) throw new Error('the answer was not lost');
      await portal.kill('SIGKILL');
      await portal.restart();
      await acknowledged;
    }
    return { kills, ...examine(device, await keptIn(room.roomId)) };
  } finally {
    device.leave();
  }
}

function examine(device: RoomDevice, rows: { seq: number; client_id: string }[]) {
  const said = [...device.acknowledged];
  const under = (clientId: string) => rows.filter((row) => row.client_id === clientId);
  return {
    misnumbered: said.filter(([clientId, seq]) => under(clientId)[0]?.seq !== seq).length,
    doubled: said.filter(([clientId]) => under(clientId).length > 1).length,
    gaps: rows.filter((row, n) => row.seq !== n + 1).length,
  };
}

/** What must be nought. */
export const failuresOf = ({ misnumbered, doubled, gaps }: AnswersReport): number =>
  misnumbered + doubled + gaps;
