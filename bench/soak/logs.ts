import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { breakPromise, type Measures } from './measures';

/** Whatever was thrown where nobody caught it. */
const UNEXPECTED = /uncaughtException|unhandledRejection/;

/** Reads what the servers printed. */
export async function judgeLogs(measures: Measures, directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const text = await readFile(path.join(directory, name), 'utf8');
    for (const line of text.split('\n').filter((each) => UNEXPECTED.test(each))) {
      breakPromise(measures, 'Every failure is caught', `${name}: ${line}`);
    }
  }
}
