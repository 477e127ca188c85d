import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';

interface Results {
  numPassedTests: number;
  numTotalTests: number;
}

/**
 * Runs what `npm test` runs, with these variables and options of Vitest; what comes of it is written to a directory. Gives how many tests
 * there are. @throws when one of them fails or is left out.
 */
export async function runSuite(
  variables: Record<string, string>,
  directory: string,
  options: string[] = [],
): Promise<number> {
  const file = path.join(directory, 'results.json');
  const command = [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
    ...options,
  ];
  await rm(file, { force: true });
  const child = spawn('npx', command, {
    stdio: 'inherit',
    env: { ...process.env, ...variables },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('Not every test passed');
  const results = JSON.parse(await readFile(file, 'utf8')) as Results;
  const { numPassedTests, numTotalTests } = results;
  if (numPassedTests < numTotalTests)
    throw new Error(`${numPassedTests} of ${numTotalTests} tests passed`);
  return numTotalTests;
}
