import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { misuses } from './careless-client';
import { isA, procedures } from './clients';
import { startOwnPostgres } from './own-postgres';
import { logIn, post, send, type Somebody, type Stage, taskOf } from './secret-stage';
import { makeBadTokens, makeSecrets, mark, type Secrets } from './secrets';
import { startServerProcess } from './server-process';

/** What a server process has printed over its life, and what it was told meanwhile. */
export interface Run {
  output: string;
  complaints: string;
  secrets: Secrets;
  /** Whose tasks it was mostly about. */
  userId: string;
  /** How many requests it was sent. */
  sent: number;
}

/** Starts a server with `LOG_LEVEL=trace`, asks of it whatever has to do with secrets, well and badly, and stops it. */
export async function runWithSecrets(): Promise<Run> {
  const secret = mark('a secret of this run alone ');
  const database = await startOwnPostgres();
  const sql = postgres(database.url, { max: 3, onnotice: () => undefined });
  const variables = { DATABASE_URL: database.url, BETTER_AUTH_SECRET: secret, LOG_LEVEL: 'trace' };
  try {
    const server = await startServerProcess(variables);
    const stage: Stage = { sql, server, secrets: makeSecrets(secret, database.url), ids: [] };
    const userId = await playOut(stage, secret).finally(server.stop);
    const [output, complaints] = [server.output(), server.complaints()];
    return { output, complaints, secrets: stage.secrets, userId, sent: stage.ids.length };
  } finally {
    await sql.end();
    await database.remove();
  }
}

async function playOut(stage: Stage, secret: string): Promise<string> {
  const ada = await signUpAndWork(stage);
  stage.secrets['a token'].push(...(await makeBadTokens(secret, ada.id)));
  await makeEveryMistake(stage, ada);
  await loseTables(stage, ada);
  await loseConnections(stage, ada);
  await changePassword(stage, ada);
  await callEveryProcedure(stage);
  await collectFromTables(stage);
  return ada.id;
}

async function signUpAndWork(stage: Stage): Promise<Somebody> {
  const { secrets } = stage;
  const [email = '', stranger = ''] = secrets['an e-mail address'];
  const [password = '', wrong = ''] = secrets['a password'];
  const [name = ''] = secrets['a name'];
  const ada = await logIn(stage, 'sign-up', { name, email, password });
  const again = await logIn(stage, 'sign-in', { email, password });
  await send(stage, '/api/auth/sign-in/email', post({ email, password: wrong }));
  await send(stage, '/api/auth/sign-in/email', post({ email: stranger, password }));
  await send(stage, '/api/auth/sign-up/email', post({ name, email, password: wrong }));
  await send(stage, '/api/auth/sign-out', post({}, again.headers));

  const tasks = `/api/${ada.id}/tasks`;
  const task = taskOf(stage);
  const [parameter = ''] = secrets['a parameter of a URL'];
  const query = new URLSearchParams({ search: task.title, utm: parameter });
  const key = { 'idempotency-key': mark('key') };
  await send(stage, tasks, post(task, { ...ada.headers, ...key }), 'create');
  await send(stage, `${tasks}?${query}`, { headers: ada.headers });
  await send(stage, '/api/trpc/tasks.create', post({ ...task, user_id: ada.id }, ada.headers));
  await send(stage, tasks, { headers: again.headers });
  return ada;
}

/** Whatever a client knows, in every place where it does not belong. */
async function makeEveryMistake(stage: Stage, { id, headers }: Somebody): Promise<void> {
  const { secrets } = stage;
  const [cookie = ''] = secrets['a session cookie'];
  const [password = ''] = secrets['a password'];
  const [email = ''] = secrets['an e-mail address'];
  for (const value of [...secrets['a token'], cookie, password, email, taskOf(stage).title]) {
    const all = misuses(value, id).map(([path, init]) =>
      send(stage, path, { ...init, headers: { ...headers, ...init?.headers } }),
    );
    await Promise.all(all);
  }
}

async function loseTables(stage: Stage, { id, email, password, headers }: Somebody): Promise<void> {
  const task = taskOf(stage);
  await stage.sql`alter table tasks rename to tasks_elsewhere`;
  await stage.sql`alter table "user" rename to user_elsewhere`;
  await send(stage, `/api/${id}/tasks`, post(task, headers), 'create-without-a-table');
  await send(
    stage,
    '/api/trpc/tasks.create',
    post({ ...task, user_id: id }, headers),
    'RPC-create-without-a-table',
  );
  await send(stage, '/api/auth/sign-in/email', post({ email, password }));
  await send(stage, '/api/auth/sign-up/email', post({ name: task.title, email, password }));
  await stage.sql`alter table tasks_elsewhere rename to tasks`;
  await stage.sql`alter table user_elsewhere rename to "user"`;
}

/** Ends a connection in the middle of a statement that waits for a lock. */
async function loseConnections(stage: Stage, { id, headers }: Somebody): Promise<void> {
  const { sql } = stage;
  await sql.begin(async (transaction) => {
    await transaction`lock table tasks in access exclusive mode`;
    const create = post(taskOf(stage), headers);
    const answered = send(stage, `/api/${id}/tasks`, create, 'create-cut-short').then(() => true);
    // A machine that stalls for seconds lets the statement time out instead.
    while (!(await Promise.race([answered, cutWaiting(sql)]))) await sleep(20);
    await answered;
  });
}

async function cutWaiting(sql: Sql): Promise<boolean> {
  const { count } = await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return count > 0;
}

async function changePassword(stage: Stage, { id, headers, password }: Somebody): Promise<void> {
  const [, wrong, newPassword] = stage.secrets['a password'];
  for (const currentPassword of [wrong, password]) {
    const change = { current_password: currentPassword, new_password: newPassword };
    const request = { ...post(change, headers), method: 'PUT' };
    await send(stage, `/api/${id}/account/password`, request);
  }
}

/** By somebody who can lose everything: with inputs that no procedure takes whole, but many in part. */
async function callEveryProcedure(stage: Stage): Promise<void> {
  const [password = ''] = stage.secrets['a password'];
  const email = `${mark('grace')}@example.com`;
  stage.secrets['an e-mail address'].push(email);
  const grace = await logIn(stage, 'sign-up', { name: 'Grace', email, password });
  const [, currentPassword, newPassword] = stage.secrets['a password'];
  const passwords = { password, currentPassword, newPassword };
  const input = { ...taskOf(stage), user_id: grace.id, email, ...passwords };
  for (const name of Object.keys(procedures)) {
    const path = `/api/trpc/${name}`;
    if (isA('subscription', name)) continue;
    if (isA('mutation', name)) await send(stage, path, post(input, grace.headers));
    else await send(stage, `${path}?input=${encodeURIComponent(JSON.stringify(input))}`, grace);
  }
}

async function collectFromTables({ sql, secrets }: Stage): Promise<void> {
  const sessions = await sql<{ token: string }[]>`select token from session`;
  const accounts = await sql<{ password: string }[]>`select password from account`;
  secrets['the token of a session'].push(...sessions.map(({ token }) => token));
  secrets['the hash of a password'].push(...accounts.map(({ password }) => password));
}
