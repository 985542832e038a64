/** `npm test`: every check in turn, each with its seconds, then one line with what passed and failed. */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureChromium } from './support/ensure-chromium.ts';
import { testServer } from './support/test-server.ts';

interface Step {
  name: string;
  /** The program's file below node_modules, and its arguments. */
  command: string[];
  /** The runner's JSON report; steps without one count only when they fail. Only such steps need a database and a browser. */
  report?: string;
}

interface Outcome {
  name: string;
  ok: boolean;
  passed: number;
  failed: number;
  seconds: number;
}

const root = path.join(import.meta.dirname, '..');
const reports = path.join(root, 'test-results');

const vitest = (project: string): Step => {
  const report = path.join(reports, `${project}.json`);
  return {
    name: project,
    command: [
      'vitest/vitest.mjs',
      'run',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    report,
  };
};

/** As of `nice`; never more than our own. */
const YIELDING = Math.max(os.getPriority(), os.constants.priority.PRIORITY_BELOW_NORMAL);

/** What only reads the sources runs beside all the rest from the beginning, and takes what that leaves of the processor. */
const readers: Step[] = [
  { name: 'lint', command: ['eslint/bin/eslint.js', '-c', 'eslint.typed.config.js', '.'] },
  {
    name: 'types',
    command: [
      'svelte-check/bin/svelte-check',
      '--tsconfig',
      './tsconfig.json',
      '--tsgo-experimental-api',
    ],
  },
  {
    name: 'formatting',
    command: [
      'prettier/bin/prettier.cjs',
      '--check',
      '.',
      '--cache',
      '--cache-strategy',
      'content',
    ],
  },
];

/** One stage after the other; the steps of one stage beside each other. */
const stages: Step[][] = [
  [
    { name: 'build', command: ['vite/bin/vite.js', 'build', '--logLevel', 'warn'] },
    vitest('unit'),
    vitest('architecture'),
  ],
  // Each of them waits more than it works.
  [vitest('database'), vitest('realtime'), vitest('house')],
  [
    {
      name: 'browser',
      command: ['@playwright/test/cli.js', 'test'],
      report: path.join(reports, 'browser.json'),
    },
  ],
];

async function runAll(): Promise<number> {
  const names = process.argv.slice(2);
  const known = [...readers, ...stages.flat()].map(({ name }) => name);
  for (const name of names)
    if (!known.includes(name)) throw new Error(`${name} is none of ${known.join(', ')}`);
  const isChosen = ({ name }: Step) => names.length === 0 || names.includes(name);
  const chosen = stages.map((stage) => stage.filter(isChosen));
  const work = async () =>
    (await Promise.all([runStage(readers.filter(isChosen), YIELDING), runStages(chosen)])).flat();
  // Our sources, once read, are not read anew by each of the many processes to come.
  process.env['NODE_COMPILE_CACHE'] ??= path.join(root, 'node_modules/.cache/node');
  const from = performance.now();
  const runs = chosen.flat().some(({ report }) => report);
  const outcomes = await (runs ? withServers(work) : work());
  return summarise(outcomes, secondsSince(from));
}

async function withServers<T>(work: () => Promise<T>): Promise<T> {
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  ensureChromium();
  const { server, stop } = await testServer();
  process.env['TEST_POSTGRES'] = server;
  const done = await work();
  await stop();
  return done;
}

async function runStages(chosen: Step[][]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const steps of chosen) outcomes.push(...(await runStage(steps)));
  return outcomes;
}

function runStage(steps: Step[], priority = os.getPriority()): Promise<Outcome[]> {
  const besideOthers = steps.length > 1 || priority === YIELDING;
  return Promise.all(steps.map((step) => runStep(step, besideOthers, priority)));
}

/** What a step beside another says is held back until it ends, so that each can be read. */
async function runStep(step: Step, besideOthers: boolean, priority: number): Promise<Outcome> {
  const from = performance.now();
  if (!besideOthers) process.stdout.write(`\n── ${step.name} ──\n`);
  const { code, said } = await runProgram(step.command, besideOthers, priority);
  if (besideOthers) process.stdout.write(`\n── ${step.name} ──\n${said}`);
  const counted = step.report ? await readReport(step.report) : { passed: 0, failed: 0 };
  const ok = code === 0;
  const failed = Math.max(counted.failed, ok ? 0 : 1);
  return { name: step.name, ok, ...counted, failed, seconds: secondsSince(from) };
}

const secondsSince = (from: number): number => (performance.now() - from) / 1000;

function runProgram(
  [program = '', ...args]: string[],
  heldBack: boolean,
  priority: number,
): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', program), ...args], {
      cwd: root,
      stdio: heldBack ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    if (child.pid !== undefined) os.setPriority(child.pid, priority);
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}

/** Reads a report of Vitest (Jest's form) or Playwright. A missing one means the runner itself broke. */
async function readReport(file: string): Promise<{ passed: number; failed: number }> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1 };
  const report = JSON.parse(text) as {
    numPassedTests?: number;
    numFailedTests?: number;
    stats?: { expected: number; unexpected: number; flaky: number };
  };
  if (report.stats)
    return {
      passed: report.stats.expected,
      failed: report.stats.unexpected + report.stats.flaky,
    };
  return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 };
}

function summarise(outcomes: Outcome[], seconds: number): number {
  const sum = (pick: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  process.stdout.write('\n── summary ──\n');
  for (const { name, ok, passed, failed, seconds: own } of outcomes)
    process.stdout.write(
      `${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(13)} ${own.toFixed(1).padStart(6)} s` +
        `${passed + failed > 0 ? `  ${passed} passed, ${failed} failed` : ''}\n`,
    );
  process.stdout.write(`total ${seconds.toFixed(0)} s\n`);
  process.stdout.write(
    `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed\n`,
  );
  return outcomes.every(({ ok }) => ok) ? 0 : 1;
}

process.exitCode = await runAll();
