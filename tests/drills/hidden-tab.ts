/** A desk in a tab that nobody looks at: its timers sleep, the server asks all the same, so it stays on duty and rings. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { SignedIn } from '#accounts/server';
import { hours } from '#platform/clock';
import { openDailyBrowser } from '../support/daily-browser.ts';
import { insidePortal } from '../support/inside-portal.ts';
import type { Portal } from '../support/portal.ts';
import { PersonDevice, until } from '../support/urgent-devices.ts';

export interface HiddenReport {
  seconds: number;
  /** How often the tab's own timers ran; awake it would be once a second. */
  ticks: number;
  /** Looks that did not find the desk on duty. */
  missing: number;
  /** Milliseconds from a press to the ring on the hidden page; `Infinity` for never. */
  rungMs: number;
}

const RUNG_WITHIN_MS = 2_000;

export const drill = (minutes: number): Promise<HiddenReport> =>
  insidePortal((portal) => hideTab(portal, minutes));

async function hideTab(portal: Portal, minutes: number): Promise<HiddenReport> {
  const browser = await openDailyBrowser();
  try {
    const { haveDesks, signedInAt } = await import('../support/staff.ts');
    const { aTown } = await import('../support/towns.ts');
    const town = await aTown();
    // On duty still when it ends, or nobody would be rung.
    const staff = await signedInAt(town.own, hours(minutes / 60 + 1));
    const [desk] = browser.context.pages();
    if (!desk) throw new Error('the browser has no tab');
    const { name, value } = staff.cookie;
    await browser.context.addCookies([{ name, value, url: portal.url }]);
    await desk.goto(`${portal.url}/staff/desk`);
    await until(() => haveDesks([staff]), 60_000);
    await countTicks(desk);
    await fallAsleep(desk, await browser.context.newPage());
    const awake = await ticksOf(desk);
    return {
      ...(await lookAfter(staff, minutes)),
      ticks: (await ticksOf(desk)) - awake,
      rungMs: await ringOn(desk, portal, town.code5),
    };
  } finally {
    await browser.close();
  }
}

const countTicks = (desk: Page) =>
  desk.evaluate(() => {
    document.body.dataset['ticks'] = '0';
    setInterval(() => {
      document.body.dataset['ticks'] = String(Number(document.body.dataset['ticks']) + 1);
    }, 1_000);
  });

const ticksOf = (desk: Page) => desk.evaluate(() => Number(document.body.dataset['ticks']));

/** Five seconds after it was hidden, says the browser; a busy one may forget to, and is asked again. */
async function fallAsleep(desk: Page, front: Page): Promise<void> {
  for (;;) {
    await front.bringToFront();
    // By a timer: a hidden page paints no more, so a look at each frame would never come.
    await desk.waitForFunction(() => document.visibilityState === 'hidden', null, { polling: 250 });
    await pause(7_000);
    const before = await ticksOf(desk);
    await pause(4_000);
    if ((await ticksOf(desk)) - before <= 1) return;
    await desk.bringToFront();
  }
}

async function lookAfter(staff: SignedIn, minutes: number) {
  const { haveDesks } = await import('../support/staff.ts');
  const seconds = Math.round(minutes * 60);
  let missing = 0;
  for (let second = 0; second < seconds; second += 1) {
    if (!(await haveDesks([staff]))) missing += 1;
    await pause(1_000);
  }
  return { seconds, missing };
}

/** Watched from within the page: asking it again and again from outside would keep it awake. */
async function ringOn(desk: Page, portal: Portal, code5: string): Promise<number> {
  const rung = desk.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector('[data-key=a]')) resolve(Date.now());
        };
        new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
      }),
  );
  const from = Date.now();
  const person = await PersonDevice.press(portal, code5, '夜しか話せないです');
  const at = await Promise.race([rung, pause(60_000, Infinity, { ref: false })]);
  person.leave();
  return at - from;
}

/** What must be nought. */
export const failuresOf = (
  { seconds, ticks, missing, rungMs }: HiddenReport,
  withinMs = RUNG_WITHIN_MS,
): number => missing + (rungMs > withinMs ? 1 : 0) + (ticks > seconds / 2 ? 1 : 0);
