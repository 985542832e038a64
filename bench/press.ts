/**
 * From a press on the page to the ring at a desk, beside the barest path: HTTP, two commits, one emit. One at a time, then
 * two hundred at the same moment; told by the clock of those who press and hear, so that the way there and back is in it.
 * Then the same press rings at a desk of another process, beside one of its own.
 */
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { startBeside, startPortal, type Portal } from '../tests/support/portal.ts';
import { byTurns, figuresOf, median, oneAtATime } from './measure.ts';
import { startFloor, stop } from './processes.ts';
import { compare, lineOf, type Figure, type Line } from './report.ts';

const PRESSES = 60;
const CROWD = 200;
const RUNS = 3;
/** Milliseconds from a press to its ring while all press at once. */
const LIMITS = { p50: 300, p99: 2_000 };
const LOGIN = { login: 'yuri', password: 'tsudoi-demo' };
const TOWN = '13116';

export async function benchPress(
  databaseUrl: string,
): Promise<{ lines: Line[]; figures: Figure[] }> {
  const floor = await startFloor('press-server.ts', { DATABASE_URL: databaseUrl });
  const portal = await startPortal();
  const bareDesk = await connect(floor.url);
  const desk = await openDesk(portal.url);
  try {
    const alone = await compare({
      name: 'press to ring, one at a time, p50',
      unit: 'ms',
      floor: async () =>
        (await oneAtATime(PRESSES, () => ringAfter(bareDesk, 'ring', () => pressFloor(floor.url))))
          .p50,
      ours: () => pressesAt(portal.url, desk),
    });
    const crowds = await byTurns(
      RUNS,
      () => ringsOf(bareDesk, 'ring', () => pressFloor(floor.url)),
      () => crowdAt(portal.url, desk),
    );
    const inCrowd = (which: 'p50' | 'p99') => ({
      name: `press to ring, ${CROWD} at once, ${which}`,
      floor: crowds.floor.map((run) => run[which]),
      ours: crowds.ours.map((run) => run[which]),
    });
    const both = [inCrowd('p50'), inCrowd('p99')];
    const crowd = both.map(({ name, ...taken }) => lineOf(name, 'ms', taken));
    return {
      lines: [alone, ...crowd, await ringAcross(portal, desk)],
      figures: both.map(({ name, ours }, n) => ({
        ...{ name, unit: 'ms', value: median(ours) },
        limit: n === 0 ? LIMITS.p50 : LIMITS.p99,
      })),
    };
  } finally {
    desk.close();
    bareDesk.close();
    await stop(floor.child);
    await portal.stop();
  }
}

async function ringAcross(portal: Portal, near: Socket): Promise<Line> {
  const beside = await startBeside(portal);
  const far = await openDesk(beside.url);
  try {
    return await compare({
      name: 'press to ring at another process, beside the same, p50',
      unit: 'ms',
      floor: () => pressesAt(portal.url, near),
      ours: () => pressesAt(portal.url, far),
    });
  } finally {
    far.close();
    await beside.stop();
  }
}

async function pressesAt(url: string, desk: Socket): Promise<number> {
  const latencies: number[] = [];
  for (let turn = 0; turn < PRESSES; turn++) {
    const begun = performance.now();
    let cookie = '';
    await ringAfter(desk, 'desk:changed', async () => {
      cookie = await press(url);
    });
    latencies.push(performance.now() - begun);
    await ringAfter(desk, 'desk:changed', () => leave(url, cookie));
  }
  return figuresOf(latencies).p50;
}

async function crowdAt(url: string, desk: Socket) {
  const cookies: string[] = [];
  const figures = await ringsOf(desk, 'desk:changed', async () => {
    cookies.push(await press(url));
  });
  await ringsOf(desk, 'desk:changed', () => leave(url, cookies.pop() ?? ''));
  return figures;
}

/** All act at the same moment; the desk hears of each. */
async function ringsOf(desk: Socket, event: string, act: () => Promise<void>) {
  const begun = performance.now();
  const latencies: number[] = [];
  const heard = new Promise<void>((resolve) => {
    desk.on(event, () => {
      if (latencies.push(performance.now() - begun) === CROWD) resolve();
    });
  });
  await Promise.all(Array.from({ length: CROWD }, act));
  await heard;
  desk.off(event);
  return figuresOf(latencies);
}

async function ringAfter(desk: Socket, event: string, act: () => Promise<void>): Promise<void> {
  const ring = new Promise<void>((resolve) => desk.once(event, () => resolve()));
  await act();
  await ring;
}

async function pressFloor(url: string): Promise<void> {
  await post(url, { words: '息子のことで' });
}

async function press(url: string): Promise<string> {
  const response = await post(`${url}/talk?/press`, {
    formToken: randomUUID(),
    code5: TOWN,
    nickname: '',
    words: '息子のことで',
  });
  return cookieOf(response);
}

async function leave(url: string, cookie: string): Promise<void> {
  const page = await (await fetch(`${url}/talk`, { headers: { cookie } })).text();
  const contactId = /stop&amp;contact=([\w-]+)/.exec(page)?.[1];
  if (!contactId) throw new Error('a press without a page to leave it by');
  await post(`${url}/talk?/stop&contact=${contactId}`, {}, cookie);
}

/** Signs in as the demonstration's staff on duty and opens the desk. */
async function openDesk(url: string): Promise<Socket> {
  const cookie = cookieOf(await post(`${url}/staff/sign-in`, LOGIN));
  const desk = await connect(`${url}/staff`, { cookie, origin: url });
  desk.on('lease:ask', (acknowledge: () => void) => acknowledge());
  await desk.emitWithAck('desk:open', {});
  return desk;
}

async function connect(url: string, extraHeaders: Record<string, string> = {}): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, extraHeaders });
  await once(socket as never, 'connect');
  return socket;
}

const post = (url: string, fields: Record<string, string>, cookie = '') =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: new URL(url).origin, cookie, accept: 'text/html' },
    body: new URLSearchParams(fields),
  });

const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
