import { start, useDataDirectory } from './server';
import { test } from './test';

/** The test, on a server of its own that is started with these variables. */
export function onServerWith(variables: Record<string, string>) {
  return test.extend<{ directory: string }>({
    directory: useDataDirectory,
    baseURL: async ({ directory }, use) =>
      use((await start({ DATA_DIR: directory, ...variables })).url),
  });
}
