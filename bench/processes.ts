import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

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
