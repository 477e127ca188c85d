import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Measures } from './measures';
import { judge } from './promises';

/** Whatever was thrown where nobody caught it. */
const UNEXPECTED = /uncaughtException|unhandledRejection/;

/** Reads what the servers printed. */
export async function judgeLogs(measures: Measures, directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const text = await readFile(path.join(directory, name), 'utf8');
    for (const line of text.split('\n')) {
      judge(measures, 'Every failure is caught', !UNEXPECTED.test(line), () => `${name}: ${line}`);
    }
  }
}
