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

/** What is wrong with fields of a task, as the pages name them; undefined when it is not about what a person writes. */
export function inWords(errors: NonNullable<Problem['errors']>): string | undefined {
  const sentences = errors.map(({ pointer, detail }) => {
    const [, name = '', index] = pointer.split('/');
    const subject = index === undefined ? SUBJECTS[name] : 'Each tag';
    return subject && `${subject} ${PREDICATES[detail] ?? detail}.`;
  });
  return sentences.every(Boolean) ? sentences.join(' ') : undefined;
}
