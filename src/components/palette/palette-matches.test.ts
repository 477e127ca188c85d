import { expect, test } from 'vitest';
import { wordsOf } from '@/components/filters/words-of';
import { bestOf } from './palette-matches';

const TITLES = ['Recall the minutes', 'Sam owes a call', 'Call Sam', 'Buy milk'];

test.each([
  ['call', ['Call Sam', 'Sam owes a call', 'Recall the minutes']],
  ['sam call', ['Sam owes a call', 'Call Sam']],
  ['  CALL  s', ['Call Sam', 'Sam owes a call', 'Recall the minutes']],
  ['all min', ['Recall the minutes']],
  ['called', []],
  ['', TITLES],
])('“%s” finds what has all of its words, and first what begins with them', (typed, found) => {
  expect(find(typed, 9)).toEqual(found);
});

test('no more than asked for', () => {
  expect(find('call', 2)).toEqual(['Call Sam', 'Sam owes a call']);
});

function find(typed: string, limit: number): string[] {
  const items = TITLES.map((title) => ({ title, text: title.toLowerCase() }));
  return bestOf(items, wordsOf(typed), limit).map(({ title }) => title);
}
