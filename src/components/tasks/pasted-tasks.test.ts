import { expect, test } from 'vitest';
import { tasksIn } from './pasted-tasks';

test.each([
  ['One\r\n\r\n  Two  \nThree\n', ['One', 'Two', 'Three']],
  ['- One\n* Two\n• Three', ['One', 'Two', 'Three']],
  ['- [ ] One\n- [x] Two\n* [X] Three', ['One', 'Two', 'Three']],
  ['1. One\n2) Two\n10. Three', ['One', 'Two', 'Three']],
  ['Groceries\n- Milk\n- Bread', ['Groceries', 'Milk', 'Bread']],
  ['- 5 degrees\nColder\nWarmer', ['- 5 degrees', 'Colder', 'Warmer']],
  ['-one\n2.5 litres', ['-one', '2.5 litres']],
  ['- One line', []],
])('%j is a task for each line', (text, titles) => {
  expect(tasksIn(text).map(({ title }) => title)).toEqual(titles);
});

test('a line that is too long for a title is kept whole in the notes', () => {
  const words = 'word '.repeat(60).trim();
  const faces = '😀'.repeat(150);
  const [of, other] = tasksIn(`${words}\n${faces}`);
  expect(of).toEqual({ title: `${'word '.repeat(39)}…`, description: words });
  expect(other).toEqual({ title: `${'😀'.repeat(99)} …`, description: faces });
});
