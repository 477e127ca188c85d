const PASSWORD = 'correct horse battery staple';

/** Somebody with an account, a task and two devices: both tokens, and the cookie of the first. */
export interface Member {
  id: string;
  email: string;
  password: string;
  token: string;
  cookie: string;
  otherToken: string;
  taskId: number;
}

/** Signs somebody new up over HTTP, and in again. */
export async function addMember(port: number): Promise<Member> {
  const email = `${crypto.randomUUID()}@example.com`;
  const { user, token, cookie } = await logIn(port, 'sign-up', { name: 'Ada', email });
  const { token: otherToken } = await logIn(port, 'sign-in', { email });
  const member = { id: user.id, email, password: PASSWORD, token, cookie, otherToken };
  return { ...member, taskId: await addTask(port, member, 'First') };
}

/** Signs up or in; `fields` may have another password than everybody's. */
async function logIn(port: number, way: 'sign-up' | 'sign-in', fields: object) {
  const url = `http://127.0.0.1:${port}/api/auth/${way}/email`;
  const response = await post(url, { password: PASSWORD, ...fields });
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  const answer = (await response.json()) as { token: string; user: { id: string } };
  return { ...answer, cookie: cookie.join('; ') };
}

/** Writes a task, and gives its id. */
export async function addTask(
  port: number,
  { id, token }: Pick<Member, 'id' | 'token'>,
  title: string,
): Promise<number> {
  const url = `http://127.0.0.1:${port}/api/${id}/tasks`;
  const response = await post(url, { title }, { authorization: `Bearer ${token}` });
  return ((await response.json()) as { id: number }).id;
}

async function post(url: string, json: object, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(json),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response;
}
