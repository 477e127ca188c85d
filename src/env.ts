import { isIP } from 'node:net';
import { z } from 'zod';

const SECONDS_PER = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;
const LONGEST = 10 * 366 * SECONDS_PER.d;

/** `7d`, `12h`, `900s` … as seconds. */
const Duration = z
  .string()
  .regex(/^[1-9]\d{0,8}[smhdw]$/, 'must be a number and a unit: s, m, h, d or w, such as 7d')
  .transform(toSeconds)
  .refine((seconds) => seconds <= LONGEST, 'must be at most ten years');

const Origins = z
  .string()
  .transform(toList)
  .refine(
    // Better Auth would take an asterisk for a pattern.
    (origins) => origins.every((text) => toOrigin(text) === text && !text.includes('*')),
    'must be exact origins separated by commas, such as https://app.example.com',
  );

const Proxies = z
  .string()
  .transform(toList)
  .refine(
    (proxies) => proxies.every(isAddressOrSubnet),
    'must be addresses or subnets separated by commas, such as 10.0.0.0/8',
  );

const BaseUrl = z
  .string()
  .refine(
    (url) => toOrigin(url) !== undefined && new URL(url).href === `${toOrigin(url)}/`,
    'must be an http(s) URL without a path, such as https://tasks.example.com',
  )
  .transform((url) => new URL(url).origin);

const Endpoint = z
  .string()
  .refine(isHttpUrl, 'must be an http(s) URL, such as http://localhost:4318')
  .transform((url) => url.replace(/\/+$/, ''));

function count(fallback: number, minimum = 0, maximum = 1_000_000) {
  const message = `must be an integer from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((number) => number >= minimum && number <= maximum, message)
    .default(fallback);
}

function choice<const Choices extends readonly string[]>(
  choices: Choices,
  fallback: Choices[number],
) {
  return z.enum(choices, `must be one of ${choices.join(', ')}`).default(fallback);
}

function flag(fallback: boolean) {
  return choice(['true', 'false', '1', '0', 'on', 'off'], fallback ? 'on' : 'off').transform(
    (text) => ['true', '1', 'on'].includes(text),
  );
}

/** Of one host: of several, statements would go to any of them, whether it takes writes or not. */
const PostgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/([^/?]*@)?[^,/?]*([/?]|$)/, 'must be a postgres:// URL with one host');

const Env = z
  .object({
    NODE_ENV: z.string().default('production'),
    PORT: count(3000, 1, 65_535),
    HOST: z.string().default('127.0.0.1'),
    BETTER_AUTH_URL: BaseUrl.optional(),
    BETTER_AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    DATABASE_URL: PostgresUrl.optional(),
    DATABASE_DIRECT_URL: PostgresUrl.optional(),
    DATABASE_POOL_MAX: count(10, 1, 1_000),
    DATABASE_PREPARE: flag(true),
    DATA_DIR: z.string().default('.data'),
    JWT_ALGORITHM: choice(['HS256', 'EdDSA'], 'HS256'),
    JWT_EXPIRES_IN: Duration.default(7 * SECONDS_PER.d),
    API_RATE_LIMIT: count(600),
    AUTH_RATE_LIMIT: flag(true),
    MAX_TASKS_PER_USER: count(10_000, 1),
    CORS_ORIGINS: Origins.default([]),
    TRUSTED_PROXIES: Proxies.default([]),
    WEB_CONCURRENCY: count(1, 1, 64),
    DRAIN_SECONDS: count(2, 0, 300),
    METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: Endpoint.optional(),
    LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
  })
  .refine((env) => !env.DATABASE_URL || env.BETTER_AUTH_SECRET, {
    path: ['BETTER_AUTH_SECRET'],
    error: 'is required when DATABASE_URL is set',
  })
  .transform(({ BETTER_AUTH_URL, ...env }) => ({
    ...env,
    BETTER_AUTH_URL: BETTER_AUTH_URL ?? `http://localhost:${env.PORT}`,
  }));

/** The configuration of one process; see the README for what each variable means. */
export type Env = z.output<typeof Env>;

/**
 * Reads the configuration from environment variables; an empty one counts as unset.
 * @throws Error whose message names every variable that is wrong.
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.entries(source).filter(([, value]) => value !== undefined && value !== '');
  const result = Env.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new Error(`Configuration: ${lines.join('; ')}`);
}

/** The configuration of this process. */
export function readEnv(): Env {
  return parseEnv(process.env);
}

function toSeconds(text: string): number {
  return Number(text.slice(0, -1)) * SECONDS_PER[text.slice(-1) as keyof typeof SECONDS_PER];
}

function toList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

function toOrigin(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isAddressOrSubnet(text: string): boolean {
  const [address = '', prefix = '0', ...rest] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
}
