/** Where a Chromium is, and how it is run: nothing of it calls home during a test. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The first draws the same pages without a desktop around them: the journeys take two thirds of the time. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--disable-gpu',
];

/** Path of an installed Chromium: PLAYWRIGHT_CHROMIUM, one on the PATH, or Playwright's own; else undefined. */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env['PLAYWRIGHT_CHROMIUM'];
  if (named) return named;
  for (const name of NAMES) {
    const found = spawnSync('which', [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}
