import { expect, test } from 'vitest';
import { UpdateTask } from '@/contract/tasks';
import { inWords, wrongIn } from './refusal-words';

test.each([
  [{ title: ' ' }, 'The title is required.'],
  [{ title: 'x'.repeat(201) }, 'The title must be at most 200 characters.'],
  [{ description: 'x'.repeat(1_001) }, 'The notes must be at most 1000 characters.'],
  [{ title: 'A\0' }, 'The title must not contain characters that cannot be saved.'],
  [{ tags: ['home', 'x'.repeat(33)] }, 'Each tag must be at most 32 characters.'],
  [{ tags: Array.from('abcdefghijk') }, 'At most 10 tags.'],
  [{ title: '', due_date: '0000' }, /^The title is required. The due date must be a date such as/],
])('%j is refused in words of the pages', (fields, words) => {
  const { error } = UpdateTask.safeParse({ user_id: 'ada', id: 17, ...fields });
  const errors = error!.issues.map(({ path, message }) => {
    return { pointer: `#/${path.join('/')}`, detail: message };
  });
  expect(inWords(errors)).toMatch(words);
});

test('what is wrong with a request as such is not said of what a person wrote', () => {
  expect(inWords([{ pointer: '#', detail: 'must be an object' }])).toBeUndefined();
  expect(
    inWords([{ pointer: '#/operations/0/title', detail: 'must not be blank' }]),
  ).toBeUndefined();
});

test('each field is told of by itself', () => {
  const errors = [
    { pointer: '#/title', detail: 'must not be blank' },
    { pointer: '#/tags', detail: 'must be at most 10' },
  ];
  expect(wrongIn(errors)).toEqual({ title: 'The title is required.', tags: 'At most 10 tags.' });
});
