/** When this process ends, and that it ends in order. */
import { readFileSync } from 'node:fs';
import { closeInOrder } from '../closing.ts';
import { describeError } from '../describe-error.ts';

const PATIENCE_MS = 12_000;
const LOOK_MS = 1_000;

let ending: Promise<never> | undefined;

/** Closes everything in order and ends the process; a second call waits for the first. */
export function endProcess(code = 0): Promise<never> {
  return (ending ??= (async () => {
    setTimeout(() => process.exit(code || 1), PATIENCE_MS).unref();
    await closeInOrder((stage, error) => console.error(`closing ${stage}:`, describeError(error)));
    process.exit(code);
  })());
}

/** Ends on the usual signals, and when npm, which does not hand its own end on, is gone. */
export function endWithSignalsAndParent(): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => void endProcess());
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const line = ancestors();
  setInterval(() => {
    if (ancestors() !== line) void endProcess();
  }, LOOK_MS).unref();
}

/** Parent and, where the system tells, grandparent: between npm and us may stand a shell that outlives it. */
function ancestors(): string {
  try {
    const status = readFileSync(`/proc/${process.ppid}/status`, 'utf8');
    return `${process.ppid} ${/^PPid:\t(\d+)/m.exec(status)?.[1]}`;
  } catch {
    return String(process.ppid);
  }
}
