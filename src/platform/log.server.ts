/** Structured log without personal data: callers pass route templates, counts and states, never texts or addresses. */
import { pino } from 'pino';
import { config } from './config.server.ts';

export const log = pino({
  level: config().LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { err: describeError },
});

/** Name, code and stack only: database errors carry the offending row in `detail`. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = (error as { code?: unknown }).code;
  return {
    name: error.name,
    code,
    constraint: (error as { constraint?: unknown }).constraint,
    stack: framesOf(error),
  };
}

const framesOf = (error: Error) =>
  error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
