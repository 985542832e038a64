/** Figures with a limit of their own: start, first page's weight, memory at rest and for each client. */
import { fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { browserOptions } from '../tests/support/browser.ts';
import { startPortal, type Portal } from '../tests/support/portal.ts';
import type { Figure } from './report.ts';
import { firstMessage, residentBytes, startFloor, stop } from './processes.ts';

const CLIENTS = 1_000;

export async function takeFigures(): Promise<Figure[]> {
  const portal = await startPortal();
  try {
    return [
      await secondsToFirstPage(portal),
      await weightOfFirstLoad(portal.url),
      await memoryAtRest(portal),
      await memoryPerClient(portal),
    ];
  } finally {
    await portal.stop();
  }
}

async function secondsToFirstPage(portal: Portal): Promise<Figure> {
  await portal.kill();
  const begun = performance.now();
  await portal.restart();
  const response = await fetch(portal.url);
  await response.text();
  if (!response.ok) throw new Error(`the first page answered ${response.status}`);
  return {
    name: 'start to first page, built, warm database',
    value: (performance.now() - begun) / 1000,
    limit: 3,
    unit: 's',
  };
}

/** Everything a new visitor's browser fetches for the home page, as it came over the line. */
async function weightOfFirstLoad(url: string): Promise<Figure> {
  const browser = await chromium.launch(browserOptions());
  try {
    const page = await browser.newPage();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    let bytes = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(url);
    await page.waitForLoadState('networkidle');
    return {
      name: 'home page on first load, compressed',
      value: bytes / 1024,
      limit: 60,
      unit: 'KB',
    };
  } finally {
    await browser.close();
  }
}

const megabytes = (bytes: number) => bytes / 1024 / 1024;

async function memoryAtRest(portal: Portal): Promise<Figure> {
  await portal.kill();
  await portal.restart();
  await pause(3_000);
  return {
    name: 'resident memory of the idle server',
    value: megabytes(await residentBytes(pidOf(portal))),
    limit: 200,
    unit: 'MB',
  };
}

async function memoryPerClient(portal: Portal): Promise<Figure> {
  const floor = await startFloor('socket-server.ts');
  if (!floor.child.pid) throw new Error('the floor has no process');
  const bare = await bytesPerClient(floor.url, '', floor.child.pid);
  await stop(floor.child);
  const ours = await bytesPerClient(`${portal.url}/public`, portal.url, pidOf(portal));
  const name = `memory per client (${(ours / 1024).toFixed(0)} KB) to bare Socket.IO (${(bare / 1024).toFixed(0)} KB)`;
  return { name, value: ours / bare, limit: 1.3, unit: '×' };
}

async function bytesPerClient(url: string, origin: string, pid: number): Promise<number> {
  const before = await residentBytes(pid);
  const clients = fork(new URL('./connections.ts', import.meta.url), [
    url,
    String(CLIENTS),
    origin,
  ]);
  await firstMessage(clients);
  await pause(2_000);
  const perClient = ((await residentBytes(pid)) - before) / CLIENTS;
  await stop(clients);
  return perClient;
}

function pidOf(portal: Portal): number {
  const pid = portal.pid();
  if (!pid) throw new Error('the portal is not running');
  return pid;
}
