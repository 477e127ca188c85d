import { readFileSync } from 'node:fs';
import { parseEnv as parseDotEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseEnv } from './env';

const SECRET = 'a secret of 32 characters or more';

test('without variables everything has its default', () => {
  expect(parseEnv({})).toEqual({
    NODE_ENV: 'production',
    PORT: 3000,
    HOST: '127.0.0.1',
    BETTER_AUTH_URL: 'http://localhost:3000',
    DATABASE_POOL_MAX: 10,
    DATABASE_PREPARE: true,
    DATA_DIR: '.data',
    JWT_ALGORITHM: 'HS256',
    JWT_EXPIRES_IN: 604_800,
    API_RATE_LIMIT: 600,
    AUTH_RATE_LIMIT: true,
    MAX_TASKS_PER_USER: 10_000,
    CORS_ORIGINS: [],
    TRUSTED_PROXIES: [],
    WEB_CONCURRENCY: 1,
    DRAIN_SECONDS: 2,
    LOG_LEVEL: 'info',
  });
});

test('.env.example names every variable, and its values are the defaults', () => {
  const example = parseDotEnv(readFileSync('.env.example', 'utf8'));
  expect(parseEnv(example)).toEqual(parseEnv({}));
  const optional = [
    'BETTER_AUTH_SECRET',
    'DATABASE_URL',
    'DATABASE_DIRECT_URL',
    'METRICS_TOKEN',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
  ];
  const { NODE_ENV: _, ...defaults } = parseEnv({});
  expect(Object.keys(example).toSorted()).toEqual(
    [...Object.keys(defaults), ...optional].toSorted(),
  );
});

test('the table of the README names every variable of .env.example', () => {
  const readme = readFileSync('README.md', 'utf8');
  for (const name of Object.keys(parseDotEnv(readFileSync('.env.example', 'utf8')))) {
    expect(readme).toContain(`\`${name}\``);
  }
});

test.each([
  ['PORT', '8080', 8080],
  ['PORT', '', 3000],
  ['BETTER_AUTH_URL', 'https://tasks.example.com/', 'https://tasks.example.com'],
  ['BETTER_AUTH_URL', 'https://Tasks.Example.com', 'https://tasks.example.com'],
  ['JWT_EXPIRES_IN', '900s', 900],
  ['JWT_EXPIRES_IN', '15m', 900],
  ['JWT_EXPIRES_IN', '12h', 43_200],
  ['JWT_EXPIRES_IN', '2w', 1_209_600],
  ['AUTH_RATE_LIMIT', 'off', false],
  ['DATABASE_PREPARE', 'false', false],
  ['API_RATE_LIMIT', '0', 0],
  [
    'CORS_ORIGINS',
    'https://a.example, http://b.example:81',
    ['https://a.example', 'http://b.example:81'],
  ],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://localhost:4318/', 'http://localhost:4318'],
  ['TRUSTED_PROXIES', '10.0.0.0/8,::1, 192.0.2.7', ['10.0.0.0/8', '::1', '192.0.2.7']],
])('%s=%s is understood', (name, text, value) => {
  expect(parseEnv({ [name]: text })).toMatchObject({ [name]: value });
});

test('the base URL follows the port', () => {
  expect(parseEnv({ PORT: '81' }).BETTER_AUTH_URL).toBe('http://localhost:81');
});

describe('a bad value is refused with a line that names it', () => {
  test.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['PORT', '3e3'],
    ['BETTER_AUTH_URL', 'tasks.example.com'],
    ['BETTER_AUTH_URL', 'ftp://tasks.example.com'],
    ['BETTER_AUTH_URL', 'https://tasks.example.com/app'],
    ['BETTER_AUTH_URL', 'https://tasks.example.com?x'],
    ['BETTER_AUTH_SECRET', 'x'.repeat(31)],
    ['DATABASE_URL', 'mysql://localhost/tandem'],
    ['DATABASE_URL', 'postgres://one,other/tandem'],
    ['DATABASE_URL', 'postgres://ada:a,b@one:1,other:2/tandem'],
    ['DATABASE_DIRECT_URL', 'localhost'],
    ['DATABASE_POOL_MAX', '0'],
    ['DATABASE_PREPARE', 'no'],
    ['JWT_ALGORITHM', 'none'],
    ['JWT_EXPIRES_IN', '0d'],
    ['JWT_EXPIRES_IN', '7'],
    ['JWT_EXPIRES_IN', '7 days'],
    ['JWT_EXPIRES_IN', '999999999w'],
    ['API_RATE_LIMIT', '-1'],
    ['AUTH_RATE_LIMIT', 'maybe'],
    ['MAX_TASKS_PER_USER', '0'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://a.example/'],
    ['CORS_ORIGINS', 'https://*.example'],
    ['CORS_ORIGINS', 'null'],
    ['TRUSTED_PROXIES', 'proxy.internal'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['WEB_CONCURRENCY', '65'],
    ['DRAIN_SECONDS', '301'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s', (name, text) => {
    const variables = { BETTER_AUTH_SECRET: SECRET, [name]: text };
    expect(() => parseEnv(variables)).toThrow(new RegExp(`^Configuration: ${name} must [^;]+$`));
  });

  test('a database of our own choice without a secret', () => {
    const variables = { DATABASE_URL: 'postgres://localhost/tandem' };
    expect(() => parseEnv(variables)).toThrow(
      'BETTER_AUTH_SECRET is required when DATABASE_URL is set',
    );
    expect(parseEnv({ ...variables, BETTER_AUTH_SECRET: SECRET })).toMatchObject(variables);
  });

  test('several at once', () => {
    expect(() => parseEnv({ PORT: 'x', LOG_LEVEL: 'x' })).toThrow(/PORT must .*; LOG_LEVEL must/);
  });
});
