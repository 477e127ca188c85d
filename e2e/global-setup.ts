import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createDataDirectory, start, stop } from './server';

// oxlint-disable import/no-default-export -- Playwright wants the default export.

/** Builds if need be and starts the real thing on an empty embedded database; removes both after the run. */
export default async function startTandem(): Promise<() => Promise<void>> {
  const build = spawn('node', ['scripts/build-if-needed.mjs'], { stdio: 'inherit' });
  const [code] = await once(build, 'exit');
  if (code !== 0) throw new Error('The build failed');
  const [directory, removeDirectory] = await createDataDirectory();
  const tandem = await start({ DATA_DIR: directory });
  process.env.E2E_URL = tandem.url;

  return async () => {
    await stop(tandem);
    await removeDirectory();
  };
}
