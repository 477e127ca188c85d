import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { createTestApp, type Person, type TestApp } from '@/testing/app';
import { arbitraryStep, play, type Roles, type Step } from '@/testing/arbitrary-calls';
import {
  type Answer,
  bearer,
  type Call,
  callInProcess,
  callRest,
  callRpc,
  callRpcBatch,
  type Client,
  procedures,
} from '@/testing/clients';
import { addPerson } from '@/testing/people';

/** Sends calls together; no answer means that this way in has no words for the call. */
type Send = (calls: Call[]) => Promise<(Answer | undefined)[]>;

const FIRST: Step = {
  procedure: 'tasks.create',
  input: { user_id: '<me>', title: 'First' },
  credentials: 'own',
};

let app: TestApp;
let stranger: Roles['stranger'];
beforeAll(async () => {
  app = await createTestApp({ MAX_TASKS_PER_USER: '3' });
  const { id, token } = await addPerson(app, 'stranger');
  const input = { user_id: id, title: 'Not yours' };
  const call = { procedure: 'tasks.create', input, headers: bearer(token) };
  const { value } = await callInProcess(app, call);
  stranger = { id, taskId: (value as Task).id };
});
afterAll(() => app.close());

test('the same calls in any order give the same answers, whichever way they come in', async () => {
  const statuses = new Set<number | undefined>();
  const endings = fc.constantFrom('', '/x', '%2F', ' é😀', '?#&');
  const sequences = fc.array(arbitraryStep, { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(sequences, endings, async (chosen, ending) => {
      const steps = [FIRST, ...chosen];
      const apart = steps.map((step) => [step]);
      const [inProcess, rpc, batched, rest] = await Promise.all([
        walk(ending, apart, oneBy(callInProcess)),
        walk(ending, apart, oneBy(callRpc)),
        walk(ending, together(steps), inBatches),
        walk(ending, apart, oneBy(callRest)),
      ]);
      expect(rpc).toEqual(inProcess);
      expect(batched).toEqual(inProcess);
      expect(rest.map((outcome, index) => outcome ?? inProcess[index])).toEqual(inProcess);
      const unsaid = inProcess.filter((_, index) => !rest[index]);
      expect(unsaid.filter((outcome) => !outcome?.problem)).toEqual([]);
      for (const outcome of inProcess) statuses.add(outcome?.problem?.status);
    }),
    { numRuns: 300 },
  );
  expect([...statuses].toSorted()).toEqual([401, 403, 404, 409, 422, undefined]);
}, 120_000);

/** Takes the steps as somebody new, and tells what came back in words that are the same for everybody. */
async function walk(ending: string, groups: Step[][], send: Send) {
  const person = await addPerson(app, crypto.randomUUID() + ending);
  const roles: Roles = { me: person.id, stranger, taskIds: [] };
  const outcomes: ReturnType<typeof outcomeOf>[] = [];
  for (const steps of groups) {
    const answers = await send(steps.map((step) => toCall(step, person, roles)));
    for (const [index, answer] of answers.entries()) {
      if (steps[index]?.procedure === 'tasks.create') learn(roles, answer);
      outcomes.push(outcomeOf(answer, roles));
    }
  }
  return outcomes;
}

function toCall(step: Step, { token }: Person, roles: Roles): Call {
  const headers = { own: bearer(token), none: {}, bad: bearer(`${token}x`) }[step.credentials];
  return { procedure: step.procedure, input: play(step, roles), headers };
}

function learn({ taskIds }: Roles, answer: Answer | undefined): void {
  if (answer && !answer.problem) taskIds.push((answer.value as Task).id);
}

function outcomeOf(answer: Answer | undefined, { me, taskIds }: Roles) {
  if (!answer) return undefined;
  const { value, problem } = answer;
  const challenge = problem?.status === 401 && answer.headers.get('www-authenticate');
  const text = JSON.stringify({ value, problem, challenge }, (name, field: unknown) => {
    if (name === 'id' && typeof field === 'number') return `task ${taskIds.indexOf(field)}`;
    if (name === 'user_id' && field === me) return 'me';
    return ['instance', 'created_at', 'updated_at'].includes(name) ? `some ${name}` : field;
  });
  return JSON.parse(text) as Pick<Answer, 'value' | 'problem'>;
}

function oneBy(client: Client): Send {
  return (calls) => Promise.all(calls.map((call) => client(app, call)));
}

/** A mutation goes with another one, which is refused and so cannot change what it answers. */
async function inBatches(calls: Call[]): Promise<Answer[]> {
  const { procedure, headers = {} } = calls[0] as Call;
  if (isQuery(procedure)) return callRpcBatch(app, calls);
  const refused = { procedure: 'tasks.delete', input: { id: 'none' }, headers };
  return (await callRpcBatch(app, [...calls, refused])).slice(0, 1);
}

/** Calls of a batch run at once, so it is made of queries with the same token that follow each other. */
function together(steps: Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const [before] = groups.at(-1) ?? [];
    const joins = [before, step].every((one) => one && isQuery(one.procedure));
    if (joins && before?.credentials === step.credentials) groups.at(-1)?.push(step);
    else groups.push([step]);
  }
  return groups;
}

function isQuery(procedure: string): boolean {
  return procedures[procedure]?._def.type === 'query';
}
