import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [directory] = process.argv.slice(2);
const reports = readdirSync(directory).map((name) =>
  JSON.parse(readFileSync(path.join(directory, name), 'utf8')),
);
const passed = sum((report) => report.numPassedTests ?? report.stats.expected);
const failed = sum(
  (report) => report.numFailedTests ?? report.stats.unexpected + report.stats.flaky,
);

process.stdout.write(`${passed} passed, ${failed} failed\n`);

function sum(count) {
  return reports.map(count).reduce((total, value) => total + value, 0);
}
