import type { ProblemCode } from '@/contract/problem';
import { headerRefs, ref } from './openapi-parts';

const parameter = (name: string, description: string, example: string, more: object = {}) => ({
  name,
  in: 'header' as const,
  description,
  schema: { type: 'string' as const, maxLength: 8_000, examples: [example], ...more },
});

/** Every header of a request that some operation heeds, by its name. */
export const conditions = {
  'If-None-Match': parameter(
    'If-None-Match',
    'The ETag of an answer that is known already: while that is still good, the answer is a 304.',
    '"42"',
  ),
  'If-Match': parameter(
    'If-Match',
    'The ETag of the task as it was read: if it was changed meanwhile, the answer is a 412, and nothing is changed.',
    '"42"',
  ),
  'Idempotency-Key': parameter(
    'Idempotency-Key',
    'A key of 1 to 255 visible characters, made for this request: sent again within 24 hours, it is given the first answer and does nothing more.',
    '8e03978e-40d5-43dd-bc93-6894a57f9324',
    // Within quotes each character may be escaped.
    { pattern: '^[!-~]+$', minLength: 1, maxLength: 512 },
  ),
  'Last-Event-ID': parameter(
    'Last-Event-ID',
    'The id of the last event that was received: the events go on behind it.',
    'WyJxVzNlIiw0MywwXQ',
    { maxLength: 200 },
  ),
};

export type ConditionName = keyof typeof conditions;

/** The parameters of an operation that heeds these headers. */
export function conditionRefs(names: readonly ConditionName[] = []) {
  return names.map((name) => ref('parameters', name));
}

const PROBLEMS: Record<ConditionName, ProblemCode[]> = {
  'If-None-Match': ['BAD_REQUEST'],
  'If-Match': ['BAD_REQUEST', 'PRECONDITION_FAILED'],
  'Idempotency-Key': ['BAD_REQUEST', 'CONFLICT', 'UNPROCESSABLE_CONTENT'],
  'Last-Event-ID': [],
};

/** The problems that come with these headers. */
export function conditionProblems(names: readonly ConditionName[] = []): ProblemCode[] {
  return names.flatMap((name) => PROBLEMS[name]);
}

/** The answer to a request whose `If-None-Match` names what is still good. */
export const notModified = {
  description: 'The answer whose ETag was sent is still good; there is no body.',
  headers: headerRefs('ETag', 'RateLimit'),
};

/** Server-sent events, as the body of an answer. */
export const eventContent = {
  'text/event-stream': {
    schema: {
      oneOf: [
        { $ref: '#/components/schemas/TaskChange' },
        { $ref: '#/components/schemas/Problem' },
      ],
      description: `The data of server-sent events (HTML standard, section 9.2) without end. Each is a TaskChange as
JSON, its id the cursor behind it. A block without data comes first: its id is the cursor that the events begin
behind. A comment comes every 15 seconds. Where the stream has to end, an event of type "problem" says
why: its data is a Problem. To miss nothing, read the changes first, and send their cursor as since.`,
    },
    example: { type: 'delete', id: 17, version: 43 },
  },
};
