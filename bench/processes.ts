import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Starts a floor as a process of its own and waits for the port it listens on. */
export async function startFloor(
  file: string,
  env: Record<string, string> = {},
): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(new URL(`./floors/${file}`, import.meta.url), {
    env: { ...process.env, ...env },
  });
  const { port } = (await firstMessage(child)) as { port: number };
  return { url: `http://127.0.0.1:${port}`, child };
}

/** What a child process says first over its channel. */
export async function firstMessage(child: ChildProcess): Promise<unknown> {
  const [message] = (await Promise.race([once(child, 'message'), failOnExit(child)])) as [unknown];
  return message;
}

async function failOnExit(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`the process ended with ${code} before it answered`);
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Resident memory of a process, in bytes. Linux only. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** Of a process's environment, where what it holds is to be asked for. */
export const weighed = {
  NODE_OPTIONS: `--import ${new URL('./weighed.ts', import.meta.url).pathname}`,
};

export const noteOf = (pid: number): string => path.join(tmpdir(), `tsudoi-held-${pid}`);

/**
 * What a process that is `weighed` holds once its garbage is collected, in bytes. Resident memory would tell of the room
 * that V8 takes for young objects when much is done at once, which is the same however many are connected.
 */
export async function heldBytes(pid: number): Promise<number> {
  const read = () => readFile(noteOf(pid), 'utf8').then(Number, () => 0);
  process.kill(pid, 'SIGUSR2');
  let held = await read();
  for (; held === 0; held = await read()) await pause(50);
  await rm(noteOf(pid));
  return held;
}

// USER_HZ, which Linux fixes for all that is read from /proc.
const TICKS_PER_SECOND = 100;

/** Processor time that a process has used since it began, in seconds. Linux only. */
export async function cpuSeconds(pid: number): Promise<number> {
  const [, fields = ''] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return ((user ?? Number.NaN) + (system ?? Number.NaN)) / TICKS_PER_SECOND;
}
