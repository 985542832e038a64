/** When this process ends, and that it ends in order. */
import { closeInOrder } from '../closing.ts';

const PATIENCE_MS = 12_000;
const LOOK_MS = 1_000;

let ending: Promise<never> | undefined;

/** Closes everything in order and ends the process; a second call waits for the first. */
export function endProcess(code = 0): Promise<never> {
  return (ending ??= (async () => {
    setTimeout(() => process.exit(code || 1), PATIENCE_MS).unref();
    await closeInOrder((stage, error) => console.error(`closing ${stage}:`, error));
    process.exit(code);
  })());
}

/** Ends on the usual signals, and when npm, which does not hand its own end on, is gone. */
export function endWithSignalsAndParent(): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => void endProcess());
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void endProcess();
  }, LOOK_MS).unref();
}
