/** A browser for the journeys: the system's, else installed here and now. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './browser.ts';

export async function ensureChromium(): Promise<void> {
  if (await findChromium()) return;
  const debianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (debianRoot && installDebians()) return;
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
}

function installDebians(): boolean {
  return (
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', 'chromium-headless-shell', 'fonts-noto-cjk'])
  );
}

function run(program: string, args: string[]): boolean {
  process.stdout.write(`No browser found: ${program} ${args.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: 'inherit', env }).status === 0;
}
