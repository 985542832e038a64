/** Builds the app when `build/` is missing or older than what it is made from. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const SOURCES = [
  'src',
  'static',
  'project.inlang',
  'svelte.config.js',
  'vite.config.ts',
  'package-lock.json',
];

/** Throws with one sentence when there is nothing to run. */
export async function buildIfNeeded(root: string, say: (line: string) => void): Promise<void> {
  const built = timeOf(path.join(root, 'build', 'handler.js'));
  const changed = Math.max(...SOURCES.map((source) => newestBelow(path.join(root, source))));
  if (built > changed) return;
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  if (!existsSync(vite)) {
    if (built > 0)
      return say(
        'build/ is older than the sources, and Vite is not installed: running it as it is.',
      );
    throw new Error(
      'build/ is missing and Vite is not installed: run "npm ci" with development packages.',
    );
  }
  say('Building (about half a minute) …');
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill();
  process.once('exit', stop);
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  process.off('exit', stop);
  if (code !== 0) throw new Error(`The build failed:\n${printed}`);
}

function newestBelow(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return ignored(file) ? 0 : (found?.mtimeMs ?? 0);
  if (path.basename(file) === 'paraglide') return 0;
  return Math.max(0, ...readdirSync(file).map((name) => newestBelow(path.join(file, name))));
}

const ignored = (file: string) =>
  /\.test\.ts$|[/\\]project\.inlang[/\\](cache|README|\.)/.test(file);

const timeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
