/** What the scenario needs of a client; what is refused is told by its status and code. */
export interface Client {
  signUp: (who: { name: string; email: string; password: string }) => Promise<Person>;
  create: (me: Person, title: string) => Promise<Task>;
  list: (me: Person, search: string) => Promise<Task[]>;
  complete: (me: Person, id: number) => Promise<Task>;
  remove: (me: Person, id: number) => Promise<number>;
  refusal: (me: Person, id: number) => Promise<{ status: number; code: string }>;
}

interface Person {
  id: string;
  token: string;
}

interface Task {
  id: number;
  title: string;
  completed: boolean;
  due_date: string | null;
}

/** The URL of the service. */
export const { TANDEM_URL: baseUrl = '' } = process.env;

/** Prints what became of a task, and its refusal when it is gone. */
export async function play(client: Client): Promise<void> {
  const email = `${crypto.randomUUID()}@example.com`;
  const me = await client.signUp({ name: 'Ada', email, password: 'correct horse battery staple' });
  const { id } = await client.create(me, 'Buy milk');
  await client.create(me, 'Bake bread');
  const found = await client.list(me, 'milk');
  const completed = await client.complete(me, id);
  const removed = await client.remove(me, id);
  const { status, code } = await client.refusal(me, id);
  const titles = found.map(({ title }) => title);
  console.log(JSON.stringify([titles, completed.completed, removed, status, code]));
}

export function bearer({ token }: Person): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** The value, which the type says may be absent. */
export function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('There is nothing');
  return value;
}
