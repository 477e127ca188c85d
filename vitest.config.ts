import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const src = path.join(path.dirname(fileURLToPath(import.meta.url)), 'src');

export default defineConfig({
  resolve: { alias: { '@': src } },
  test: {
    include: ['{src,scripts}/**/*.test.{ts,tsx}'],
    environment: 'node',
    globalSetup: 'src/testing/global-setup.ts',
    // Better Auth does not check origins when NODE_ENV is "test".
    env: { NODE_ENV: 'production' },
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
