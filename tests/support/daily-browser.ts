/**
 * A browser as it stands on somebody's desk, without what the tests' own leaves out: its hidden tabs are hidden, and their
 * timers sleep as they do after five minutes, here after five seconds.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type BrowserContext } from '@playwright/test';
import { wholeBrowserOptions } from './browser.ts';

interface DailyBrowser {
  context: BrowserContext;
  close(): Promise<void>;
}

const TIMERS_SLEEP = '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/5';

export async function openDailyBrowser(): Promise<DailyBrowser> {
  const { args = [], executablePath = chromium.executablePath() } = wholeBrowserOptions();
  const profile = await mkdtemp(path.join(tmpdir(), 'tsudoi-browser-'));
  const own = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const words = [...args, ...own, TIMERS_SLEEP, 'about:blank'];
  const child = spawn(executablePath, words, { stdio: 'ignore' });
  const close = async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const browser = await chromium.connectOverCDP(await addressOf(profile), { noDefaults: true });
    const [context] = browser.contexts();
    if (!context) throw new Error('the browser has no window');
    return { context, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function addressOf(profile: string): Promise<string> {
  for (;;) {
    const told = await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '');
    const [port] = told.split('\n');
    if (port) return `http://127.0.0.1:${port}`;
    await pause(50);
  }
}
