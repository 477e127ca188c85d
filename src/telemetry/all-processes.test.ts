import { expect, test } from 'vitest';
import { merge } from './all-processes';

const HELP = '# HELP requests what was answered\n# TYPE requests counter\n';
const OTHER = '# HELP memory bytes\n# TYPE memory gauge\n';

test('what several processes count is one text, in which each metric is described once', () => {
  const one = `${HELP}requests{worker="1"} 3\n${OTHER}memory{worker="1"} 10\n`;
  const two = `${OTHER}memory{worker="2"} 20\n${HELP}requests{worker="2"} 4\n`;
  expect(merge([one, two])).toBe(
    `${HELP}requests{worker="1"} 3\nrequests{worker="2"} 4\n${OTHER}memory{worker="1"} 10\nmemory{worker="2"} 20\n`,
  );
});

test('one that says nothing changes nothing', () => {
  const one = `${HELP}requests{worker="1"} 3\n`;
  expect(merge(['', one, ''])).toBe(one);
  expect(merge([])).toBe('');
});
