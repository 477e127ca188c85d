import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const src = path.join(path.dirname(fileURLToPath(import.meta.url)), 'src');

export default defineConfig({
  resolve: { alias: { '@': src } },
  test: {
    include: ['{src,scripts,bench,drills}/**/*.test.{ts,tsx}'],
    environment: 'node',
    globalSetup: 'src/testing/global-setup.ts',
    // Better Auth does not check origins when NODE_ENV is "test".
    env: { NODE_ENV: 'production' },
    maxWorkers: '100%',
    // Far longer than anything takes: they end what hangs, and judge no speed.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
