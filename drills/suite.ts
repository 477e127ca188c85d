import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Results {
  numPassedTests: number;
  numTotalTests: number;
  success: boolean;
}

/** Runs what `npm test` runs, with these variables; how many tests there are. @throws when one of them fails or is left out. */
export async function runSuite(variables: Record<string, string>): Promise<number> {
  const directory = await mkdtemp(path.join(tmpdir(), 'tandem-suite-'));
  const file = path.join(directory, 'results.json');
  const command = [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
  ];
  try {
    const child = spawn('npx', command, {
      stdio: 'inherit',
      env: { ...process.env, ...variables },
    });
    await once(child, 'exit');
    const results = JSON.parse(await readFile(file, 'utf8')) as Results;
    const { success, numPassedTests, numTotalTests } = results;
    if (!success || numPassedTests < numTotalTests)
      throw new Error(`${numPassedTests} of ${numTotalTests} tests passed`);
    return numTotalTests;
  } finally {
    await rm(directory, { recursive: true });
  }
}
