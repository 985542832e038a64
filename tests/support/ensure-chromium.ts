/** Browsers for the journeys: the system's, else installed here and now. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findShell, findWhole } from './browser.ts';

/** The whole browser can make every journey; the shell, for most of them, halves the time. */
export function ensureChromium(): void {
  if (process.env['PLAYWRIGHT_CHROMIUM'] || (findShell() && findWhole())) return;
  const debianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if ((debianRoot && installDebians()) || findWhole()) return;
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
}

function installDebians(): boolean {
  const wanted = ['chromium', 'chromium-headless-shell', 'fonts-noto-cjk'];
  return run('apt-get', ['update', '-qq']) && run('apt-get', ['install', '-y', '-qq', ...wanted]);
}

function run(program: string, args: string[]): boolean {
  process.stdout.write(`Browsers are missing: ${program} ${args.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: 'inherit', env }).status === 0;
}
