import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createPublishedKeys } from '@/testing/bad-token-pairs';
import { badTokenContext, badTokens } from '@/testing/bad-tokens';
import { connectOnce } from '@/testing/connect-once';
import { type ServerProcess, startServerProcess } from '@/testing/server-process';
import { send } from './calls';
import { compare } from './compare';
import { listContenders } from './contenders';
import { createData, type Data } from './data';
import { BASE_URL, SECRET } from './people';
import { type Running, start } from './running';
import { createWorks, type Work } from './works';

const bare = listContenders().get('node')!;
const endedSid = randomUUID();
let data: Data;
let works: Map<string, Work>;
let tandem: ServerProcess;
let peer: Running;

beforeAll(async () => {
  const name = `${inject('databaseTemplate')}_bench`;
  data = await createData(inject('databaseServer'), name, { people: 2, many: 30, others: 1 });
  works = await createWorks(data);
  const variables = { BETTER_AUTH_URL: BASE_URL, BETTER_AUTH_SECRET: SECRET };
  tandem = await startServerProcess({ ...variables, DATABASE_URL: data.url });
  await endSession();
  peer = await start(bare, data.url);
});

afterAll(async () => {
  await Promise.all([peer.stop(), tandem.kill()]);
  await data.close();
});

test.for(['list', 'get', 'create', 'update', 'toggle', 'page', 'refused'])(
  'bare node:http answers as Tandem does: %s',
  async (name) => {
    const comparison = compare([ours(), peer], name, works.get(name)!);
    await expect(comparison).resolves.toBeUndefined();
  },
);

test.for(['short-page', 'unchanged', 'rpc', 'rpc-get', 'rpc-batch'])(
  'Tandem answers what only it is asked: %s',
  async (name) => {
    const comparison = compare([ours()], name, works.get(name)!);
    await expect(comparison).resolves.toBeUndefined();
  },
);

test('who answers with another status or another body is found out', async () => {
  const full = await start(bare, data.url, { MAX_TASKS_PER_USER: '0' });
  const elsewhere = await start(bare, data.url, { BETTER_AUTH_URL: 'http://elsewhere' });
  try {
    const create = compare([ours(), full], 'create', works.get('create')!);
    await expect(create).rejects.toThrow('answers 409 to create');
    const refused = compare([ours(), elsewhere], 'refused', works.get('refused')!);
    await expect(refused).rejects.toThrow('answers otherwise to refused');
  } finally {
    await Promise.all([full.stop(), elsewhere.stop()]);
  }
});

test('the peers refuse every bad token that Tandem refuses', async () => {
  const { path, token } = works.get('list')!.calls[0]!;
  const context = badTokenContext('HS256', {
    token,
    secret: SECRET,
    keys: createPublishedKeys(),
    endedSid,
    sessionCookie: 'none',
    decoy: 'http://127.0.0.1:1',
  });
  const accepted: string[] = [];
  for (const bad of badTokens(context)) {
    const call = { method: 'GET', path, token: bad.token } as const;
    const { status } = await send(`http://127.0.0.1:${peer.port}`, call);
    // Some are longer than the headers that Node reads.
    if (status < 400) accepted.push(bad.name);
  }
  expect(accepted).toEqual([]);
});

function ours() {
  return { title: 'Tandem', port: tandem.port };
}

async function endSession(): Promise<void> {
  const sql = connectOnce(data.url);
  await sql`insert into revoked_session (sid, user_id, expires_at)
    values (${endedSid}, ${data.members.reader[0]!}, now() + interval '1 day')`;
  await sql.end();
}
