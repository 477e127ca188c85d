import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { createTestServer, type TestServer } from '@/testing/http';
import { type Fate, openOutboxPage } from '@/testing/outbox-page';
import type { Command, Entry, Fields } from './command';
import { createHistory, type History, type Step } from './history';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const fate = fc.constantFrom<Fate[]>('arrives', 'arrives', 'is lost', 'answer is lost');

/** What a person does, to one of the tasks that are shown or to all. */
const deed = fc.record({
  act: fc.constantFrom('create', 'update', 'complete', 'delete', 'delete all', 'undo', 'redo'),
  which: fc.nat(),
});

test('whatever was done, undoing all of it leaves everything as it was, and redoing does it again', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { minLength: 1, maxLength: 10 }),
      fc.array(fate, { minLength: 20, maxLength: 20 }),
      async (deeds, fates) => {
        const page = await openOutboxPage(server, await server.signUp(), fates);
        page.outbox().addAll([create('There'), create('before')]);
        const before = page.view().map(told);
        const history = createHistory(page.outbox());
        for (const [index, { act, which }] of deeds.entries()) {
          const shown = page.view();
          if (act === 'undo') history.undo(shown);
          else if (act === 'redo') history.redo(shown);
          else doSome(history, commandsFor(act, shown, which, `Task ${index}`));
        }
        const after = page.view().map(told);
        let steps = 0;
        while (history.undo(page.view())) steps += 1;
        expect(page.view().map(told)).toEqual(before);
        await page.settle();
        expect((await page.list()).map(told)).toEqual(before);

        for (; steps > 0; steps -= 1) history.redo(page.view());
        await page.settle();
        expect((await page.list()).map(told)).toEqual(after);
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});

test('what the server has refused is not taken back', async () => {
  const page = await openOutboxPage(server, await server.signUp());
  const history = createHistory(page.outbox());
  history.act(stepOf([create('Fine')]));
  await page.settle();
  const [seen] = page.view() as [Task];
  const fields = { title: 'x'.repeat(201) };
  history.act(stepOf([{ op: 'update', id: seen.id, fields, seen }]));
  await expect.poll(() => page.outbox().getState().entries.map(kindOf)).toEqual(['invalid']);
  expect(history.undo(page.view())).toBeUndefined();
  expect(page.outbox().getState().entries.map(kindOf)).toEqual(['invalid']);
  history.undo(page.view());
  await expect.poll(() => page.list()).toEqual([]);
});

test('a field that somebody else changed meanwhile is not taken back, and says why', async () => {
  const ada = await server.signUp();
  const page = await openOutboxPage(server, ada);
  page.outbox().addAll([create('One'), create('Two')]);
  await page.settle();
  const history = createHistory(page.outbox());
  const [two, one] = page.view() as [Task, Task];
  const mine = { fields: { title: 'Mine' } };
  history.act(
    stepOf([one, two].map((seen) => ({ op: 'update', id: seen.id, seen, ...mine }) as const)),
  );
  await page.settle();
  const theirs = { token: ada.token, json: { title: 'Theirs' } };
  await server.send('PUT', `/api/${ada.id}/tasks/${one.id}`, theirs);
  history.undo(page.view());
  await expect.poll(() => page.outbox().getState().entries.map(kindOf)).toEqual(['conflict']);
  expect((await page.list()).map(({ title }) => title)).toEqual(['Two', 'Theirs']);
});

test.each([
  ['alone, before that is known here', ['Ours']],
  ['among others', ['Ours', 'Untouched']],
])(
  'a new task that somebody else wrote into, %s, is not removed, and says why',
  async (_, titles) => {
    const ada = await server.signUp();
    const page = await openOutboxPage(server, ada);
    const history = createHistory(page.outbox());
    history.act(stepOf(titles.map(create)));
    await page.settle();
    const ours = page.view().find(({ title }) => title === 'Ours') as Task;
    const theirs = { token: ada.token, json: { description: 'Theirs' } };
    await server.send('PUT', `/api/${ada.id}/tasks/${ours.id}`, theirs);
    const seen = (await page.list()).map((task) => ({ type: 'upsert', task }) as const);
    if (titles.length > 1) page.apply(seen);
    history.undo(page.view());
    await expect.poll(() => page.outbox().getState().entries.map(kindOf)).toEqual(['conflict']);
    expect(await page.list()).toMatchObject([{ title: 'Ours', description: 'Theirs' }]);
    expect(page.view()).toMatchObject([{ title: 'Ours', description: 'Theirs' }]);
  },
);

test('a change is taken back beside another of the same task that was refused', async () => {
  const page = await openOutboxPage(server, await server.signUp());
  page.outbox().add(create('One'));
  await page.settle();
  const history = createHistory(page.outbox());
  const [seen] = page.view() as [Task];
  history.act(stepOf([change(seen, { title: ' ' })]));
  await expect.poll(() => page.outbox().getState().entries.map(kindOf)).toEqual(['invalid']);
  history.act(stepOf([change(seen, { tags: ['home'] })]));
  await expect.poll(() => page.outbox().getState().entries).toHaveLength(1);
  history.undo(page.view());
  await expect.poll(async () => (await page.list()).map(({ tags }) => tags)).toEqual([[]]);
});

test('what was refused and then given up is not taken back, and its undoing not done again', async () => {
  const ada = await server.signUp();
  const page = await openOutboxPage(server, ada);
  page.outbox().add(create('One'));
  await page.settle();
  const history = createHistory(page.outbox());
  const [seen] = page.view() as [Task];
  history.act(stepOf([change(seen, { title: 'Mine' })]));
  await page.settle();
  const theirs = { token: ada.token, json: { title: 'Theirs' } };
  await server.send('PUT', `/api/${ada.id}/tasks/${seen.id}`, theirs);
  history.undo(page.view());
  await expect.poll(() => page.outbox().getState().entries.map(kindOf)).toEqual(['conflict']);
  for (const entry of page.outbox().getState().entries) page.outbox().discard(entry);
  expect(history.redo(page.view())).toBeUndefined();
  expect(page.outbox().getState().entries).toEqual([]);
});

test('what was asked of a task that could not be made, and was given up, does not come back', async () => {
  const page = await openOutboxPage(server, await server.signUp(), ['is lost']);
  const history = createHistory(page.outbox());
  history.act(stepOf([create(' ')]));
  history.act(stepOf(page.view().map(remove)));
  await expect
    .poll(() => page.outbox().getState().entries.map(kindOf))
    .toEqual(['invalid', undefined]);
  for (const entry of page.outbox().getState().entries.slice(0, 1)) page.outbox().discard(entry);
  expect(history.undo(page.view())).toBeUndefined();
  expect(page.outbox().getState().entries).toEqual([]);
  expect(page.view()).toEqual([]);
});

test('of what was done in part, and is there in part, only that part is said to be taken back and done again', async () => {
  const ada = await server.signUp();
  const page = await openOutboxPage(server, ada);
  page.outbox().addAll(['One', 'Two', 'Three', 'Four'].map(create));
  await page.settle();
  const history = createHistory(page.outbox());
  const tasks = page.view();
  const gone = tasks.find(({ title }) => title === 'Three') as Task;
  const changes = tasks.map((seen) =>
    change(seen, seen.title === 'Two' ? { tags: ['x'.repeat(33)] } : { tags: ['home'] }),
  );
  expect(history.act(stepOf(changes)).done).toBe('Did Four,One,Three,Two');
  await expect.poll(() => page.outbox().getState().entries.map(kindOf)).toEqual(['invalid']);
  await server.send('DELETE', `/api/${ada.id}/tasks/${gone.id}`, { token: ada.token });
  page.apply([{ type: 'delete', id: gone.id, version: gone.version + 9 }]);
  expect(history.undo(page.view())?.undone).toBe('Undid Four,One');
  expect(history.redo(page.view())?.done).toBe('Did Four,One');
});

test('a new task that was refused and corrected is taken back as it was made, by its last title', async () => {
  const page = await openOutboxPage(server, await server.signUp());
  const history = createHistory(page.outbox());
  history.act(stepOf([create('x'.repeat(201))]));
  for (const title of ['x'.repeat(202), 'Short enough']) {
    await expect.poll(() => page.outbox().getState().entries.map(kindOf)).toEqual(['invalid']);
    const [entry] = page.outbox().getState().entries as [Entry];
    page.outbox().retry(entry, { ...entry.command, ...create(title), id: entry.command.id });
  }
  await page.settle();
  expect(history.undo(page.view())?.undone).toBe('Undid Short enough');
  await page.settle();
  expect(await page.list()).toEqual([]);
  expect(history.redo(page.view())?.done).toBe('Did Short enough');
  await page.settle();
  expect(await page.list()).toMatchObject([{ title: 'Short enough' }]);
});

test('a change that was made over what somebody else wrote is taken back to that', async () => {
  const ada = await server.signUp();
  const page = await openOutboxPage(server, ada);
  page.outbox().add(create('One'));
  await page.settle();
  const [seen] = page.view() as [Task];
  const theirs = { token: ada.token, json: { tags: ['theirs'] } };
  await server.send('PUT', `/api/${ada.id}/tasks/${seen.id}`, theirs);
  const history = createHistory(page.outbox());
  history.act(stepOf([change(seen, { tags: ['mine'] })]));
  await expect.poll(() => page.outbox().getState().entries.map(kindOf)).toEqual(['conflict']);
  const [now] = page.view() as [Task];
  page.outbox().retryAll([...page.outbox().getState().entries], () => {
    return change(now, { tags: ['mine'] });
  });
  await page.settle();
  expect(await page.list()).toMatchObject([{ tags: ['mine'] }]);
  history.undo(page.view());
  await page.settle();
  expect(await page.list()).toMatchObject([{ tags: ['theirs'] }]);
});

function doSome(history: History, commands: Command[]): void {
  if (commands.length > 0) history.act(stepOf(commands));
}

function commandsFor(act: string, shown: Task[], which: number, title: string): Command[] {
  if (act === 'create') return [create(title), create(`${title} too`)];
  if (act === 'delete all') return shown.map(remove);
  const seen = shown[which % shown.length];
  if (!seen) return [];
  const { id, completed } = seen;
  if (act === 'delete') return [remove(seen)];
  if (act === 'update') return [{ op: 'update', id, fields: { title, tags: [title] }, seen }];
  return [{ op: 'complete', id, completed: !completed }];
}

function change(seen: Task, fields: Fields): Command {
  return { op: 'update', id: seen.id, fields, seen };
}

function remove(seen: Task): Command {
  return { op: 'delete', id: seen.id, seen };
}

function stepOf(commands: Command[]): Step {
  const titles = commands.map(titleOf);
  return { commands, titles, describe: (some) => wordsOf(some.toSorted().join()) };
}

function titleOf(command: Command): string {
  if (command.op === 'create') return command.fields.title;
  return 'seen' in command ? command.seen.title : '';
}

function wordsOf(titles: string) {
  return { done: `Did ${titles}`, undo: `undo ${titles}`, undone: `Undid ${titles}` };
}

function create(title: string): Command {
  return { op: 'create', id: 0, fields: { title } };
}

function told({ title, tags, completed }: Task) {
  return { title, tags, completed };
}

function kindOf({ refusal }: Entry): string | undefined {
  return refusal?.kind;
}
