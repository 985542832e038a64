/** Structured log without personal data: callers pass route templates, counts and states, never texts or addresses. */
import { pino } from 'pino';
import { config } from './config.server.ts';
import { describeError } from './describe-error.ts';

/** How many of each level there were since the start. */
export const linesLogged = new Map<string, number>();

export const log = pino({
  level: config().LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { err: describeError },
  hooks: {
    logMethod(line, write, level) {
      const name = pino.levels.labels[level] ?? 'other';
      linesLogged.set(name, (linesLogged.get(name) ?? 0) + 1);
      write.apply(this, line);
    },
  },
});
