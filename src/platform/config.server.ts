import { z } from 'zod';

const SECRET_FORM = '32 random bytes in base64 (openssl rand -base64 32)';
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const port = 'a number from 0 to 65535';
const LONGEST_DRAIN_SECONDS = 5;
const drain = `a number from 0 to ${LONGEST_DRAIN_SECONDS}`;
const environment = z.object({
  PORT: z.coerce.number(port).int(port).min(0, port).max(65535, port).default(3000),
  HOST: z.string().min(1).default('0.0.0.0'),
  ORIGIN: z
    .url({
      protocol: /^https?$/,
      error: 'the address people use, e.g. https://tsudoi.example.lg.jp',
    })
    .transform((url) => new URL(url).origin)
    .optional(),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'e.g. postgres://user:password@host:5432/tsudoi' })
    .optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  TOMBSTONES: z.string().min(1).optional(),
  SECRET: z.base64(SECRET_FORM).min(43, SECRET_FORM).optional(),
  LEAVE_URL: z
    .url({ protocol: /^https?$/, error: 'an address of a harmless site, http or https' })
    .default('https://www.jma.go.jp/bosai/forecast/'),
  PUSH_CONTACT: z
    .url({
      protocol: /^(mailto|https)$/,
      error: 'e.g. mailto:portal@city.example.lg.jp, for push services',
    })
    .optional(),
  PUSH_SERVICES: z
    .string()
    .regex(/^[a-z0-9.-]+(,[a-z0-9.-]+)*$/, 'hosts of further push services, with commas')
    .transform((hosts) => hosts.split(','))
    .optional(),
  PUSH_TEST_SERVICE: z
    .url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/, error: 'http://127.0.0.1:PORT' })
    .transform((url) => new URL(url).origin)
    .optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'e.g. smtps://user:password@mail.example.lg.jp' })
    .optional(),
  MAIL_FROM: z.email('the address mail comes from').optional(),
  DRAIN_SECONDS: z.coerce.number(drain).min(0, drain).max(LONGEST_DRAIN_SECONDS, drain).default(0),
  METRICS_TOKEN: z.string().min(32, '32 characters or more, which Prometheus sends').optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

export type Config = z.infer<typeof environment>;

/** Reads the settings from the environment; a mistake is a list of lines, one each, never a stack trace. */
export function parseConfig(
  env: Record<string, string | undefined>,
): Config | { mistakes: string[] } {
  const parsed = environment.safeParse(withoutEmpty(env));
  if (!parsed.success) return { mistakes: parsed.error.issues.map(describe) };
  const mistakes = [...whatProductionLacks(parsed.data), ...whatDoesNotFit(parsed.data)];
  return mistakes.length > 0 ? { mistakes } : parsed.data;
}

let current: Config | undefined;

/** The settings of this process. Throws where they are wrong: `server.ts` has reported them before. */
export function config(): Config {
  if (current) return current;
  const parsed = parseConfig(process.env);
  if ('mistakes' in parsed) throw new Error(parsed.mistakes.join('\n'));
  return (current = parsed);
}

const withoutEmpty = (env: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

const describe = (issue: z.core.$ZodIssue) => `${issue.path.join('.')}: ${issue.message}`;

function whatProductionLacks(config: Config): string[] {
  if (!config.DATABASE_URL || process.env['TSUDOI_EMBEDDED'] === '1') return [];
  return [
    config.ORIGIN
      ? undefined
      : 'ORIGIN: required with DATABASE_URL, e.g. https://tsudoi.example.lg.jp',
    config.SECRET ? undefined : `SECRET: required with DATABASE_URL, ${SECRET_FORM}`,
  ].filter((line) => line !== undefined);
}

/** What stands in the way of another setting, or is for tests alone. */
function whatDoesNotFit(config: Config): string[] {
  return [
    config.SMTP_URL && !config.MAIL_FROM ? 'MAIL_FROM: required with SMTP_URL' : undefined,
    config.PUSH_TEST_SERVICE && !config.ORIGIN?.startsWith('http://localhost')
      ? 'PUSH_TEST_SERVICE: only for tests, with an ORIGIN of http://localhost'
      : undefined,
  ].filter((line) => line !== undefined);
}
