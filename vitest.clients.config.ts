import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

const sdk = fileURLToPath(new URL('./sdk/dist/', import.meta.url));

/** The tests of what clients use: they need what `pretest:clients` installs and builds. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  {
    resolve: {
      alias: {
        '@tandem/sdk/operations': `${sdk}generated/index.js`,
        '@tandem/sdk': `${sdk}main.js`,
      },
    },
    test: { include: ['{sdk,tools}/**/*.test.ts'], exclude: ['**/node_modules/**'] },
  },
);
