/** Desks, and the ways in which they die in the middle of a talk. */
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import type { SignedIn } from '#accounts/server';
import { browserOptions } from '../support/browser.ts';
import { openHalfOpenProxy } from '../support/half-open-proxy.ts';
import { openOldProxy } from '../support/old-proxy.ts';
import type { Portal } from '../support/portal.ts';
import { DeskDevice, type Address } from '../support/urgent-devices.ts';

interface Doomed {
  die(): void | Promise<void>;
  /** Where it can: what it has slept through comes to it now. */
  wakes(): Promise<void>;
  clear(): Promise<void>;
}

export type Way =
  'socket closed' | 'half open' | 'behind an old proxy' | 'browser killed' | 'laptop asleep';

type OpenDesks = (portal: Portal, staff: SignedIn[]) => Promise<Doomed>;

/** Opens somebody's desks, to die together. */
export const WAYS: ReadonlyMap<Way, OpenDesks> = new Map<Way, OpenDesks>([
  ['socket closed', closed],
  ['half open', halfOpen],
  ['behind an old proxy', behindOldProxy],
  ['browser killed', (portal, staff) => inBrowser(portal, staff, 'SIGKILL')],
  ['laptop asleep', (portal, staff) => inBrowser(portal, staff, 'SIGSTOP')],
]);

export const headerOf = ({ cookie: { name, value } }: SignedIn): string => `${name}=${value}`;

const nothing = () => Promise.resolve();
/** Longer than a browser takes to connect again. */
const AWAKE_MS = 6_000;

const open = (address: Address, staff: SignedIn[]) =>
  Promise.all(staff.map((one) => DeskDevice.open(address, one)));

async function closed({ url }: Portal, staff: SignedIn[]): Promise<Doomed> {
  const desks = await open({ url }, staff);
  return { die: () => desks.forEach((desk) => desk.leave()), wakes: nothing, clear: nothing };
}

async function halfOpen({ url }: Portal, staff: SignedIn[]): Promise<Doomed> {
  const line = await openHalfOpenProxy();
  line.leadTo(url);
  const desks = await open({ url: line.url, origin: url }, staff);
  return {
    die: () => line.fallSilent(),
    async wakes() {
      line.carryAgain();
      await pause(AWAKE_MS);
    },
    async clear() {
      for (const desk of desks) desk.leave();
      await line.close();
    },
  };
}

async function behindOldProxy({ url }: Portal, staff: SignedIn[]): Promise<Doomed> {
  const proxy = await openOldProxy(url);
  const transports: Address['transports'] = ['polling', 'websocket'];
  const desks = await open({ url: proxy.url, origin: url, transports }, staff);
  return {
    async die() {
      if (desks.some(({ socket }) => socket.io.engine.transport.name !== 'polling'))
        throw new Error('a WebSocket came through');
      await proxy.close();
    },
    wakes: nothing,
    clear: () => Promise.resolve(desks.forEach((desk) => desk.leave())),
  };
}

async function inBrowser(
  { url }: Portal,
  staff: SignedIn[],
  signal: NodeJS.Signals,
): Promise<Doomed> {
  const server = await chromium.launchServer(browserOptions());
  const browser = await chromium.connect(server.wsEndpoint());
  for (const { cookie } of staff) {
    const context = await browser.newContext({ locale: 'ja-JP' });
    await context.addCookies([{ name: cookie.name, value: cookie.value, url }]);
    await (await context.newPage()).goto(`${url}/staff/desk`);
  }
  // A browser is many processes, and leads their group.
  const tell = (what: NodeJS.Signals) => void process.kill(-(server.process().pid ?? 0), what);
  return {
    die: () => tell(signal),
    async wakes() {
      if (signal !== 'SIGSTOP') return;
      tell('SIGCONT');
      await pause(AWAKE_MS);
    },
    async clear() {
      if (signal === 'SIGSTOP') await server.kill();
    },
  };
}
