/** Which Chromium, and how it is run: nothing of it calls home during a test. */
import { spawnSync } from 'node:child_process';
import type { LaunchOptions } from '@playwright/test';

/** Draws the same pages without a desktop around them: a person with a browser of their own costs it a fifth of the work. */
const SHELL = ['chromium-headless-shell'];

/** The whole browser, which alone shows notifications. */
const WHOLE = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export const findShell = (): string | undefined => firstOnPath(SHELL);
export const findWhole = (): string | undefined => firstOnPath(WHOLE);

/** How a journey's browser is launched: PLAYWRIGHT_CHROMIUM, what is on the PATH, or else Playwright's own shell. */
export function browserOptions(): LaunchOptions {
  const executablePath = process.env['PLAYWRIGHT_CHROMIUM'] ?? findShell() ?? findWhole();
  return { args: FLAGS, ...(executablePath && { executablePath }) };
}

/** The same for a journey that the shell cannot make. */
export function wholeBrowserOptions(): LaunchOptions {
  const executablePath = process.env['PLAYWRIGHT_CHROMIUM'] ?? findWhole();
  return { args: FLAGS, ...(executablePath ? { executablePath } : { channel: 'chromium' }) };
}

const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--disable-gpu',
];

function firstOnPath(names: string[]): string | undefined {
  for (const name of names) {
    const found = spawnSync('which', [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return undefined;
}
