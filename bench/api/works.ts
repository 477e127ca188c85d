import { listTag } from '@/api/conditions';
import { ListTasks } from '@/contract/tasks';
import type { Call } from './calls';
import type { Data } from './data';
import { type Group, TASKS_EACH, tokenOf } from './people';

/** What contenders are asked, again and again. */
export interface Work {
  title: string;
  /** The status of a right answer. */
  status: number;
  calls: Call[];
  /** Whether only Tandem knows it. */
  ours: boolean;
}

type Member = { id: string; token: string; tasks: number[] };

const CALLS = 4_000;
const BATCH = 5;

/** All works, by the names that `--work` takes; neighbouring requests are of different users, where there are several. */
export async function createWorks(
  data: Data,
  who: { reads: Group; writes: Group } = { reads: 'reader', writes: 'writer' },
): Promise<Map<string, Work>> {
  const readers = await gather(data, who.reads);
  const writers = await gather(data, who.writes);
  const strangers = await gather(data, who.reads, 'a secret that signs nothing here');
  const hoarders = await gather(data, 'hoarder');
  const one = many(readers, (reader, n) => rpc(reader, [n]));
  const batch = many(readers, (reader, n) =>
    rpc(
      reader,
      [0, 1, 2, 3, 4].map((more) => n + more),
    ),
  );

  return new Map(
    Object.entries({
      list: work('List of 20', 200, readers.map(list)),
      get: work('Get', 200, many(readers, get)),
      create: work('Create', 201, many(writers, create)),
      update: work('Update', 200, many(writers, update)),
      toggle: work('Toggle', 200, many(writers, toggle)),
      page: work('Page of 20 of 100,000', 200, hoarders.map(page)),
      'short-page': work('Page of 20', 200, readers.map(page), true),
      refused: work('Refused token', 401, strangers.map(list)),
      unchanged: work('Unchanged list of 20', 304, readers.map(unchanged), true),
      rpc: work('RPC: list of 20', 200, readers.map(rpcList), true),
      'rpc-get': work('RPC: get', 200, one, true),
      'rpc-batch': work(`RPC: ${BATCH} gets in a batch`, 200, batch, true),
    }),
  );
}

function gather(data: Data, group: Group, secret?: string): Promise<Member[]> {
  return Promise.all(
    data.members[group].map(async (id) => {
      return { id, token: await tokenOf(id, secret), tasks: data.idsOf(id) };
    }),
  );
}

function work(title: string, status: number, calls: Call[], ours = false): Work {
  return { title, status, calls, ours };
}

function many(members: Member[], call: (member: Member, n: number) => Call): Call[] {
  return Array.from({ length: CALLS }, (_, n) => {
    const member = members[n % members.length];
    if (!member) throw new Error('There is nobody');
    return call(member, Math.floor(n / members.length));
  });
}

function list({ id, token }: Member): Call {
  return { method: 'GET', path: `/api/${id}/tasks`, token };
}

function page(member: Member): Call {
  const { path, ...call } = list(member);
  return { ...call, path: `${path}?limit=${TASKS_EACH}` };
}

function unchanged(member: Member): Call {
  const tag = listTag(TASKS_EACH, ListTasks.parse({ user_id: member.id }));
  return { ...list(member), headers: { 'if-none-match': tag } };
}

function get(member: Member, n: number): Call {
  return { method: 'GET', path: pathOf(member, n), token: member.token };
}

function create({ id, token }: Member, n: number): Call {
  const body = {
    title: `Buy milk ${n}`,
    description: 'Two bottles, and a paper if there is one left.',
    due_date: `2026-12-${10 + (n % 20)}`,
    priority: 'high',
    tags: ['home', 'errand'],
  };
  return { method: 'POST', path: `/api/${id}/tasks`, token, body };
}

function update(member: Member, n: number): Call {
  const body = { title: `Write the report again ${n}`, priority: 'low' };
  return { method: 'PUT', path: pathOf(member, n), token: member.token, body };
}

function toggle(member: Member, n: number): Call {
  return { method: 'PATCH', path: `${pathOf(member, n)}/complete`, token: member.token };
}

function rpcList({ id, token }: Member): Call {
  const input = encodeURIComponent(JSON.stringify({ user_id: id }));
  return { method: 'GET', path: `/api/trpc/tasks.list?input=${input}`, token };
}

/** Several are one request, as tRPC batches them. */
function rpc({ id, token, tasks }: Member, places: number[]): Call {
  const inputs = places.map((place) => ({ user_id: id, id: tasks[place % tasks.length] }));
  const input = encodeURIComponent(JSON.stringify(inputs.length === 1 ? inputs[0] : { ...inputs }));
  const names = inputs.map(() => 'tasks.get').join(',');
  const batched = inputs.length === 1 ? '' : 'batch=1&';
  return { method: 'GET', path: `/api/trpc/${names}?${batched}input=${input}`, token };
}

function pathOf({ id, tasks }: Member, n: number): string {
  return `/api/${id}/tasks/${tasks[n % tasks.length]}`;
}
