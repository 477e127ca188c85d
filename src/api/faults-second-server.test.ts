import { expect } from 'vitest';
import { LIMIT, test } from '@/testing/faulty-service';
import { partition } from '@/testing/layout';
import { addMember, addTask, type Member } from '@/testing/members';
import { startOwnPostgres } from '@/testing/own-postgres';
import { moveTasks } from '@/testing/second-server';
import { expectOutcomes, suffer } from '@/testing/suffer';

/** What needs no task. */
const ELSEWHERE = /sessions|token|^sign/;

test(
  'tasks move to a second server; while that is away what needs them is a 503',
  LIMIT,
  async ({ service, onTestFinished }) => {
    const { postgres, servers } = service;
    const [{ port }] = servers;
    const second = await startOwnPostgres();
    onTestFinished(second.remove);
    const member = await addMember(port);
    for (let n = 0; n < 3; n += 1) await addTask(port, member, `Task ${n}`);
    const tasks = await readTasks(port, member);
    expect(tasks).toHaveLength(4);

    await partition(postgres.url);
    await moveTasks(postgres.url, second.url, superuserOf(postgres.url));
    expect(await readTasks(port, member)).toEqual(tasks);

    const begin = () => second.stop('fast').then(() => second.start);
    const asked = await suffer(servers, { begin });
    expectOutcomes(asked, ({ name, success }) => (ELSEWHERE.test(name) ? success : 'unavailable'));
    expect(await readTasks(port, member)).toEqual(tasks);
  },
);

async function readTasks(port: number, { id, token }: Member): Promise<object[]> {
  const response = await fetch(`http://127.0.0.1:${port}/api/${id}/tasks`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as object[];
}

function superuserOf(url: string): string {
  return Object.assign(new URL(url), { username: 'postgres' }).href;
}
