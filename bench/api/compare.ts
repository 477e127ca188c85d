import { isDeepStrictEqual } from 'node:util';
import { type Call, send } from './calls';
import type { Running } from './running';
import type { Work } from './works';

/** Whoever listens. */
type Answering = Pick<Running, 'title' | 'port'>;

/** Differ from one answer to the next, whoever gives it. */
const CHANGING = ['updated_at', 'version', 'instance'];
const CHANGING_AT_CREATE = [...CHANGING, 'id', 'created_at'];

/** Makes sure that all answer alike. @throws Error with both answers when a contender does not. */
export async function compare(contenders: Answering[], name: string, work: Work): Promise<void> {
  const [call] = work.calls;
  if (!call) throw new Error(`Nothing is asked for at ${name}`);
  const ignored = name === 'create' ? CHANGING_AT_CREATE : CHANGING;
  let expected: unknown;
  for (const contender of contenders) {
    const { status, body } = await ask(contender, call);
    if (status !== work.status) {
      throw new Error(`${contender.title} answers ${status} to ${name}: ${JSON.stringify(body)}`);
    }
    const found = blank(body, ignored);
    expected ??= found;
    if (isDeepStrictEqual(found, expected)) continue;
    const both = [found, expected].map((one) => JSON.stringify(one)).join('\n');
    throw new Error(`${contender.title} answers otherwise to ${name}:\n${both}`);
  }
}

/** Asks twice, as what was toggled is then as it was before. */
async function ask({ port }: Answering, call: Call): Promise<{ status: number; body: unknown }> {
  const origin = `http://127.0.0.1:${port}`;
  await (await send(origin, call)).arrayBuffer();
  const response = await send(origin, call);
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** The types of what changes stay. */
function blank(body: unknown, names: string[]): unknown {
  if (Array.isArray(body)) return body.map((one) => blank(one, ['instance']));
  if (typeof body !== 'object' || body === null) return body;
  const entries = Object.entries(body).map(([key, value]) => [
    key,
    names.includes(key) ? typeof value : value,
  ]);
  return Object.fromEntries(entries);
}
