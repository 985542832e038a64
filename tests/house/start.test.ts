/** The production host as an administrator meets it. Needs no build: what is tested here happens before the app is loaded. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '../support/free-port.ts';

const root = path.join(import.meta.dirname, '../..');

interface Started {
  child: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

function start(env: Record<string, string>, command = [process.execPath, 'server.ts']): Started {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, output: () => output, ended };
}

const away = (port: number) => ({
  PORT: String(port),
  ORIGIN: `http://localhost:${port}`,
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
  SECRET: Buffer.alloc(32, 5).toString('base64'),
});

test('what is for tests alone, or lacks its other half, ends the start of a real portal', async () => {
  const { ended, output } = start({
    ORIGIN: 'https://tsudoi.example.lg.jp',
    PUSH_TEST_SERVICE: 'http://127.0.0.1:9',
    SMTP_URL: 'smtp://127.0.0.1',
  });
  expect(await ended).not.toBe(0);
  const lines = output().trim().split('\n');
  expect(lines.map((line) => line.split(':')[0])).toEqual(['MAIL_FROM', 'PUSH_TEST_SERVICE']);
});

test('wrong settings end the start with one line each', async () => {
  const { ended, output } = start({ PORT: 'door', ORIGIN: 'here', LOG_LEVEL: 'loud' });
  expect(await ended).toBe(1);
  const lines = output().trim().split('\n');
  expect(lines.map((line) => line.split(':')[0])).toEqual(['PORT', 'ORIGIN', 'LOG_LEVEL']);
});

test('a database of one’s own needs the address people use and a secret', async () => {
  const { ended, output } = start({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' });
  expect(await ended).toBe(1);
  expect(output()).toMatch(/^ORIGIN: required[^\n]+\nSECRET: required[^\n]+\n$/);
});

test('a port that is taken is said in one line', async () => {
  const holder = createServer().listen(0, '0.0.0.0');
  await once(holder, 'listening');
  onTestFinished(() => void holder.close());
  const address = holder.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { ended, output } = start(away(port));
  expect(await ended).toBe(1);
  expect(output()).toContain(`PORT: ${port} is taken by another program.`);
});

test('while the database is away it keeps trying, answers, and ends when told', async () => {
  const port = await findFreePort();
  const { child, ended, output } = start(away(port));
  await expect
    .poll(() => output(), { interval: 200 })
    .toMatch(/does not answer.*\n.*does not answer/s);
  const page = await fetch(`http://localhost:${port}/`);
  expect(page.status).toBe(503);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('href="/call"');
  expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(503);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test.runIf(process.platform !== 'win32')('ends when npm, its parent, was killed', async () => {
  const port = await findFreePort();
  // npm, its shell and node: only npm dies, the shell stays.
  const npm = start({ ...away(port), npm_lifecycle_event: 'start' }, [
    process.execPath,
    '-e',
    `require('node:child_process').spawnSync('/bin/sh', ['-c', '"${process.execPath}" server.ts; true'])`,
  ]);
  const answers = () =>
    fetch(`http://localhost:${port}/healthz`).then(
      () => true,
      () => false,
    );
  await expect.poll(answers).toBe(true);
  npm.child.kill('SIGKILL');
  await expect.poll(answers).toBe(false);
});

test.runIf(process.platform === 'linux')('stays calm when nobody reads its output', async () => {
  const port = await findFreePort();
  const { child, ended, output } = start(away(port));
  await expect.poll(() => output(), { interval: 200 }).toContain('does not answer');
  child.stdout?.destroy();
  child.stderr?.destroy();
  // Long enough for several more tries, each wanting to say so.
  await pause(8_000);
  const before = await ticksOf(child.pid);
  await pause(2_000);
  expect((await ticksOf(child.pid)) - before, 'hundredths of a second').toBeLessThan(30);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

/** Processor time used so far, in hundredths of a second. */
async function ticksOf(pid: number | undefined): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
