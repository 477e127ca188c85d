import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LINES_OF_A_MESSAGE = 15;

/** A directory with NAME.json and NAME.log of each run, and the names of the runs that failed. */
const [directory, ...failedRuns] = process.argv.slice(2);
const reports = readdirSync(directory)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ run: path.parse(name).name, ...JSON.parse(read(name)) }));
const found = reports.flatMap(({ run, ...report }) => {
  const failures = report.testResults ? vitestFailures(report) : playwrightFailures(report);
  return failures.map((failure) => ({ run, ...failure }));
});
const failures = found.filter(({ passedAgain }) => !passedAgain);
const unexplained = failedRuns
  .filter((run) => !failures.some((failure) => failure.run === run))
  .map((run) => ({ run, name: 'outside of tests', messages: [lastWords(run)] }));
const passed = reports
  .map((report) => report.numPassedTests ?? report.stats.expected + report.stats.flaky)
  .reduce((total, count) => total + count, 0);

const failed = [...failures, ...unexplained];
const shown = [...found.filter(({ passedAgain }) => passedAgain), ...failed];
process.stdout.write(`${shown.map(describe).join('')}${passed} passed, ${failed.length} failed\n`);

function read(name) {
  return readFileSync(path.join(directory, name), 'utf8');
}

/** What Vitest heard that no test waited for, or else the end of what was printed. */
function lastWords(run) {
  const log = stripVTControlCharacters(read(`${run}.log`)).trim();
  const start = log.indexOf('Unhandled Errors');
  return start < 0 ? log.split('\n').slice(-LINES_OF_A_MESSAGE).join('\n') : log.slice(start);
}

/** A file that could not be run has a message of its own, and no tests. */
function vitestFailures({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative('', name);
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && tests.length === 0) return [{ file, messages: [message] }];
    return tests.map(({ fullName, failureMessages }) => {
      return { file, name: fullName, messages: failureMessages };
    });
  });
}

function playwrightFailures({ suites, errors }) {
  const outside = errors.map(({ message }) => ({ file: 'e2e', messages: [message] }));
  return [...outside, ...suites.flatMap((suite) => specFailures(suite, []))];
}

function specFailures({ title, file, specs = [], suites = [] }, outer) {
  // The outermost suite is the file.
  const titles = title === file ? outer : [...outer, title];
  const own = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results, status }) => ({
        file: `e2e/${file}`,
        name: [...titles, spec.title].join(' '),
        passedAgain: status === 'flaky',
        messages: results.flatMap((result) => result.errors.map(({ message }) => message)),
      })),
  );
  return [...own, ...suites.flatMap((suite) => specFailures(suite, titles))];
}

function describe({ run, file = '', name = 'could not be run', messages, passedAgain }) {
  const lines = messages.flatMap((message) =>
    stripVTControlCharacters(message ?? '')
      .split('\n')
      .slice(0, LINES_OF_A_MESSAGE),
  );
  return [`${passedAgain ? 'FLAKY' : 'FAILED'} (${run}) ${file}`, name, ...lines]
    .join('\n  ')
    .concat('\n\n');
}
