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

test('several processes tell what they count as one, and log each request with its trace', async () => {
  const token = 'a token of the operator';
  const tandem = await start({ ...variables, METRICS_TOKEN: token, LOG_LEVEL: 'info' });
  const member = await addMember(tandem.port);
  const before = await countLists(tandem, token);
  await statuses(tandem, member, 30);
  expect((await countLists(tandem, token)).total - before.total).toBe(30);
  await expect
    .poll(async () => (await countLists(tandem, token)).workers, { timeout: 15_000 })
    .toEqual(['1', '2']);

  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
  for (const path of ['/sign-in?x=secret', '/problems/validation', '/api/healthz']) {
    await (await fetch(tandem.url + path, { headers: { traceparent } })).text();
  }
  expect(await stop(tandem)).toBe(0);
  const lines = tandem
    .output()
    .split('\n')
    .filter((line) => line.includes(traceId));
  const told = lines.map((line) => JSON.parse(line) as { route: string; status: number });
  expect(told.map(({ route, status }) => `${route} ${status}`).toSorted()).toEqual([
    '/api/healthz 200',
    '/problems/* 200',
    '/sign-in 200',
  ]);
});

/** Answers to lists, and the processes that tell of theirs. */
async function countLists({ url }: Tandem, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const text = await (await fetch(`${url}/api/metrics`, { headers })).text();
  const counts = text
    .split('\n')
    .filter((line) => line.startsWith('http_server_request_duration_count'))
    .filter((line) => line.includes('http_route="/api/{user_id}/tasks"') && line.includes('"GET"'));
  const workers = counts.map((line) => /tandem_worker="(\d+)"/.exec(line)?.[1]);
  const total = counts.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  return { total, workers: [...new Set(workers)].toSorted() };
}

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
