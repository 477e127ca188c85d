import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The tests of what clients use: they need what `scripts/install-tools.mjs` installs. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  { test: { include: ['{sdk,tools}/**/*.test.ts'], exclude: ['**/node_modules/**'] } },
);
