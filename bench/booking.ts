/** Sign-ups through the portal's verb, each a new anonymous person, beside the same places taken by bare SQL. */
import { randomUUID } from 'node:crypto';
import { newFormToken, signUp } from '#signup/server';
import { openBookingFloor } from './floors/booking.ts';
import { closedLoop } from './measure.ts';
import { compare, type Line } from './report.ts';
import { seedSessions } from './seed.ts';

const CALLERS = 32;
const RUN_MS = 4_000;
/** A session has a thousand places at most: a hot session that is nearly full hands over to the next. */
const PLACES = 900;

export async function benchBooking(databaseUrl: string): Promise<Line[]> {
  const sessions = await seedSessions(1_000);
  const floor = await openBookingFloor(databaseUrl, sessions.length);
  const lines = [
    await line('sign-ups, one hot session', floor, sessions, (turn) => Math.floor(turn / PLACES)),
    await line('sign-ups, spread over 1,000 sessions', floor, sessions, (turn) => turn),
  ];
  await floor.close();
  return lines;
}

type Floor = Awaited<ReturnType<typeof openBookingFloor>>;

function line(
  name: string,
  floor: Floor,
  sessions: string[],
  pick: (turn: number) => number,
): Promise<Line> {
  let floorTurn = 0;
  let turn = 0;
  return compare({
    name,
    unit: 'per second',
    floor: async () =>
      (
        await closedLoop(CALLERS, RUN_MS, () =>
          floor.book((pick(floorTurn++) % sessions.length) + 1),
        )
      ).perSecond,
    ours: async () =>
      (
        await closedLoop(CALLERS, RUN_MS, () =>
          signUpAt(sessions[pick(turn++) % sessions.length] ?? ''),
        )
      ).perSecond,
  });
}

async function signUpAt(occurrenceId: string): Promise<void> {
  const result = await signUp(null, {
    formToken: newFormToken(),
    occurrenceId,
    nickname: 'ひだまり',
    partySize: '1',
    way: 'text',
    message: randomUUID(),
  });
  if (typeof result !== 'object' || !('receipt' in result))
    throw new Error(`refused: ${JSON.stringify(result)}`);
}
