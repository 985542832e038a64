/** Structured log without personal data: callers pass route templates, counts and states, never texts or addresses. */
import { pino } from 'pino';
import { config } from './config.server.ts';
import { describeError } from './describe-error.ts';

export const log = pino({
  level: config().LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { err: describeError },
});
