import { expect, test } from '@playwright/test';
import { openEvents } from '@/testing/event-source';
import { addMember, addTask, type Member } from '@/testing/members';
import { createDataDirectory, start, stop, stopAll, type Tandem } from './server';

// Whole processes start and stop here, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });

let variables: Record<string, string>;
let removeDirectory: () => Promise<void>;

test.beforeEach(async () => {
  const [directory, remove] = await createDataDirectory();
  removeDirectory = remove;
  variables = { DATA_DIR: directory, WEB_CONCURRENCY: '2' };
});
test.afterEach(async () => {
  await stopAll();
  await removeDirectory();
});

test('several processes tell each other’s writes', async () => {
  const tandem = await start(variables);
  const member = await addMember(tandem.port);
  const { port } = tandem;
  const streams = await Promise.all(
    Array.from({ length: 8 }, () =>
      openEvents(port, `/api/${member.id}/tasks/events`, auth(member)),
    ),
  );
  await addTask(port, member, 'To all');
  const told = await Promise.all(streams.map((stream) => stream.next()));
  expect(told).toEqual(
    Array(8).fill(
      expect.objectContaining({
        data: expect.objectContaining({ task: expect.objectContaining({ title: 'To all' }) }),
      }),
    ),
  );
  for (const stream of streams) stream.cut();
  expect(await stop(tandem)).toBe(0);
});

test('several processes share the port, the database and the ends of sessions', async () => {
  const tandem = await start(variables);
  const member = await addMember(tandem.port);
  expect(await statuses(tandem, member, 20)).toEqual(Array(20).fill(200));
  const signOut = { method: 'POST', headers: auth(member) };
  await fetch(`${tandem.url}/api/auth/sign-out`, signOut);
  await expect.poll(() => statuses(tandem, member, 20)).toEqual(Array(20).fill(401));
  expect(await stop(tandem)).toBe(0);
});

test('several processes count the requests of a user together', async () => {
  const tandem = await start({ ...variables, API_RATE_LIMIT: '10' });
  const member = await addMember(tandem.port);
  const answers = await statuses(tandem, member, 30);
  // One more was the task that the member has.
  expect(answers.filter((status) => status === 200)).toHaveLength(9);
  expect(answers.filter((status) => status === 429)).toHaveLength(21);
  expect(await stop(tandem)).toBe(0);
});

function auth({ token }: Member): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

/** Of lists asked for over connections of their own, so that all processes answer. */
function statuses({ url }: Tandem, member: Member, count: number): Promise<number[]> {
  const headers = { ...auth(member), connection: 'close' };
  const answers = Array.from({ length: count }, async () => {
    const response = await fetch(`${url}/api/${member.id}/tasks`, { headers });
    await response.text();
    return response.status;
  });
  return Promise.all(answers);
}
