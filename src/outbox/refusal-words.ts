import type { Problem } from '@/contract/problem';

/** What is said of a task that is not on the server any more. */
export const GONE = 'It is no longer there.';

const SUBJECTS: Record<string, string> = {
  title: 'The title',
  description: 'The notes',
  due_date: 'The due date',
  priority: 'The priority',
  tags: 'The tags',
};
const PREDICATES: Record<string, string> = {
  'must not be blank': 'is required',
  'must not contain NUL or lone surrogates': 'must not contain characters that cannot be saved',
};
const SENTENCES: Record<string, string> = { 'must be at most 10': 'At most 10 tags.' };

/** What is wrong with each field of a task, as the pages name them; undefined when it is not about what a person writes. */
export function wrongIn(
  errors: NonNullable<Problem['errors']>,
): Record<string, string> | undefined {
  const wrong: Record<string, string> = {};
  for (const { pointer, detail } of errors) {
    const [, name = '', index] = pointer.split('/');
    const subject = name === 'tags' && index !== undefined ? 'Each tag' : SUBJECTS[name];
    if (!subject) return undefined;
    wrong[name] = SENTENCES[detail] ?? `${subject} ${PREDICATES[detail] ?? detail}.`;
  }
  return wrong;
}

/** The same of all fields in one. */
export function inWords(errors: NonNullable<Problem['errors']>): string | undefined {
  const wrong = wrongIn(errors);
  return wrong && Object.values(wrong).join(' ');
}
