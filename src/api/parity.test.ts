import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChangePage } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import type { Answer, Call } from '@/testing/answers';
import { createTestApp, type Person, type TestApp } from '@/testing/app';
import { arbitraryStep } from '@/testing/arbitrary-calls';
import {
  bearer,
  callInProcess,
  callRest,
  callRpc,
  callRpcBatch,
  type Client,
  isA,
} from '@/testing/clients';
import { firstSteps, isRefused, rareSteps, refusedStep } from '@/testing/chosen-steps';
import { learn, type Outcome, outcomeOf } from '@/testing/outcomes';
import { addPerson } from '@/testing/people';
import { play, type Roles, type Step } from '@/testing/roles';

/** Sends calls together; no answer means that this way in has no words for the call. */
type Send = (calls: Call[]) => Promise<(Answer | undefined)[]>;

let app: TestApp;
let stranger: Roles['stranger'];
beforeAll(async () => {
  app = await createTestApp({ MAX_TASKS_PER_USER: '3' });
  const { id, token } = await addPerson(app, 'stranger');
  const input = { user_id: id, title: 'Not yours' };
  const headers = bearer(token);
  const { value } = await callInProcess(app, { procedure: 'tasks.create', input, headers });
  const changes = await callInProcess(app, { procedure: 'tasks.changes', input, headers });
  stranger = { id, taskId: (value as Task).id, cursor: (changes.value as ChangePage).cursor };
});
afterAll(() => app.close());

test('the same calls in any order give the same answers, whichever way they come in', async () => {
  const seen = new Set<unknown>();
  const endings = fc.constantFrom('', '/x', '%2F', ' é😀', '?#&');
  const onceOrTwice = fc
    .tuple(arbitraryStep, fc.constantFrom(1, 1, 2))
    .map(([step, times]) => Array.from({ length: times }, () => step));
  const sequences = fc.array(onceOrTwice, { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(sequences, endings, async (chosen, ending) => {
      const steps = [...firstSteps, ...chosen.flat()];
      const apart = steps.map((step) => [step]);
      const [inProcess, rpc, batched, rest] = await Promise.all([
        walk(ending, apart, oneBy(callInProcess)),
        walk(ending, apart, oneBy(callRpc)),
        walk(ending, together(steps), (calls) => callRpcBatch(app, calls)),
        walk(ending, apart, oneBy(callRest)),
      ]);
      expect(rpc).toEqual(inProcess);
      expect(filledIn(batched, inProcess)).toEqual(inProcess);
      expect(filledIn(rest, inProcess)).toEqual(inProcess);
      const unsaid = inProcess.filter((_, index) => !rest[index]);
      expect(unsaid.filter((outcome) => !outcome?.problem)).toEqual([]);
      const unbatched = steps.filter((_, index) => !batched[index]);
      expect(unbatched.filter(({ procedure }) => !isA('subscription', procedure))).toEqual([]);
      for (const outcome of inProcess) {
        seen.add(outcome?.status).add(outcome?.headers?.['idempotency-replayed']);
      }
    }),
    { numRuns: 200, examples: [[[rareSteps], '']] },
  );
  const statuses = [200, 304, 400, 401, 403, 404, 409, 410, 412, 422];
  expect(seen).toEqual(new Set([...statuses, null, 'true']));
}, 300_000);

/** Takes the steps as somebody new. */
async function walk(ending: string, groups: Step[][], send: Send) {
  const person = await addPerson(app, crypto.randomUUID() + ending);
  const roles: Roles = { me: person.id, stranger, taskIds: [], cursors: [] };
  const outcomes: (Outcome | undefined)[] = [];
  for (const steps of groups) {
    const calls = await Promise.all(steps.map((step) => toCall(step, person, roles)));
    const answers = await send(calls);
    for (const [index, step] of steps.entries()) {
      const answer = answers[index];
      if (isRefused(step)) continue;
      if (answer?.value) learn(step.procedure, answer.value, roles);
      outcomes.push(answer && outcomeOf(step.procedure, answer, roles, steps.length === 1));
    }
  }
  return outcomes;
}

async function toCall(step: Step, { token }: Person, roles: Roles): Promise<Call> {
  const { procedure, credentials, conditions } = step;
  const input = play(step, roles);
  const headers = { own: bearer(token), none: {}, bad: bearer(`${token}x`) }[credentials];
  const all: Record<string, string> = { ...headers, ...conditions };
  const call = { procedure, input, headers: all };
  if (!JSON.stringify(conditions).includes('<tag>')) return call;
  const read = procedure === 'tasks.list' ? procedure : 'tasks.get';
  const known = await callInProcess(app, { procedure: read, input, headers });
  const tag = known.headers.get('etag') ?? '"none"';
  for (const [name, value] of Object.entries(conditions)) {
    all[name] = value.replace('<tag>', tag);
  }
  return call;
}

function oneBy(client: Client): Send {
  return (calls) => Promise.all(calls.map((call) => client(app, call)));
}

/** What a way in cannot tell is as in process. */
function filledIn(outcomes: (Outcome | undefined)[], inProcess: (Outcome | undefined)[]) {
  return inProcess.map((outcome, index) => ({ ...outcome, ...outcomes[index] }));
}

/**
 * Calls of a batch run at once, so it is made of queries with the same token that follow each other
 * and need no answer of each other; a mutation goes with one that is refused. Conditions go alone.
 */
function together(steps: Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const { credentials, input } = step;
    const last = groups.at(-1);
    const joins = [last?.[0], step].every((one) => one && mayJoin('query', one));
    const needsAnswer = JSON.stringify(input)?.includes('<cursor');
    if (joins && !needsAnswer && last?.[0]?.credentials === credentials) last.push(step);
    else if (!mayJoin('mutation', step)) groups.push([step]);
    else groups.push([step, refusedStep(step)]);
  }
  return groups;
}

/** Whether a step may go with others of its type. */
function mayJoin(type: 'query' | 'mutation', { procedure, conditions }: Step): boolean {
  return isA(type, procedure) && Object.keys(conditions).length === 0;
}
