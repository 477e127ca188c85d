import { z } from 'zod';

const SECONDS_PER = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;

/** `7d`, `12h`, `900s` … as seconds. */
const Duration = z
  .string()
  .regex(/^[1-9]\d{0,8}[smhdw]$/, 'must be a number and a unit: s, m, h, d or w, such as 7d')
  .transform(
    (text) => Number(text.slice(0, -1)) * SECONDS_PER[text.slice(-1) as keyof typeof SECONDS_PER],
  );

const List = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);

const Origins = List.pipe(
  z.array(
    z
      .string()
      .refine(
        (origin) => URL.canParse(origin) && new URL(origin).origin === origin,
        'must be exact origins, such as https://app.example.com',
      ),
  ),
);

const count = (fallback: number, minimum = 0, maximum = 1_000_000) =>
  z.coerce.number().int().min(minimum).max(maximum).default(fallback);

const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false', '1', '0', 'on', 'off'])
    .transform((text) => ['true', '1', 'on'].includes(text))
    .default(fallback);

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL');

const Env = z
  .object({
    NODE_ENV: z.string().default('production'),
    PORT: count(3000, 0, 65_535),
    HOST: z.string().default('127.0.0.1'),
    BETTER_AUTH_URL: z
      .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
      .transform((url) => new URL(url).origin)
      .optional(),
    BETTER_AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    DATABASE_URL: postgresUrl.optional(),
    DATABASE_DIRECT_URL: postgresUrl.optional(),
    DATABASE_POOL_MAX: count(10, 1, 1_000),
    DATABASE_PREPARE: flag(true),
    DATA_DIR: z.string().default('.data'),
    JWT_ALGORITHM: z.enum(['HS256', 'EdDSA']).default('HS256'),
    JWT_EXPIRES_IN: Duration.default(7 * SECONDS_PER.d),
    API_RATE_LIMIT: count(600),
    AUTH_RATE_LIMIT: flag(true),
    MAX_TASKS_PER_USER: count(10_000, 1),
    CORS_ORIGINS: Origins.default([]),
    TRUSTED_PROXIES: List.default([]),
    WEB_CONCURRENCY: count(1, 1, 64),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info'),
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
