import * as fc from 'fast-check';
import { z } from 'zod';
import { procedures } from '@/testing/clients';
import type { Sent } from '@/testing/http';
import { headersOf, hostileHeaders } from './hostile-headers';
import { encode, hostileName, mostly } from './hostile-text';
import { damaged, junk } from './hostile-json';
import { jsonOf, type Schema } from './json-text';
import { tricked } from './path-tricks';
import { credentials } from './request-parts';
import type { Cast } from './target';

const NAMES = Object.keys(procedures);
const ODD_NAMES = [
  ['', 'tasks', 'tasks.', '.', 'tasks.__proto__', '__proto__', 'constructor', 'toString.call'],
  ['tasks.list.call', 'tasks.create.apply', '_def', 'tasks._def.procedures', 'tasks/list', ','],
].flat();

/** Calls of every procedure, alone and in batches, with inputs that its schema allows or nearly so. */
export function rpcRequests(cast: Cast): fc.Arbitrary<Sent> {
  const inputs = new Map(NAMES.map((name) => [name, inputOf(name, cast)]));
  const call = mostly(
    fc.constantFrom(...NAMES),
    fc.oneof(fc.constantFrom(...ODD_NAMES), hostileName),
  ).chain((name) => fc.tuple(fc.constant(name), inputs.get(name) ?? junk));
  const one = call.map((only) => [only]);
  const calls = mostly(one, fc.array(call, { minLength: 1, maxLength: 4 }), 2);
  return calls.chain((chosen) => {
    const isMutation = procedures[chosen[0]?.[0] ?? '']?._def.type === 'mutation';
    const text = textOf(chosen);
    return fc
      .record({
        method: mostly(
          fc.constant(isMutation ? 'POST' : 'GET'),
          fc.constantFrom('GET', 'POST', 'HEAD', 'PUT'),
          20,
        ),
        path: tricked(`/api/trpc/${chosen.map(([name]) => encode(name)).join()}`),
        isBatch: mostly(fc.constant(chosen.length > 1), fc.boolean()),
        input: mostly<string | Uint8Array>(fc.constant(text), damaged(text), 10),
        own: credentials(cast),
        more: hostileHeaders,
      })
      .map(({ method, path, isBatch, input, own, more }) => {
        const type: [string, string] = ['Content-Type', 'application/json'];
        const query = [
          isBatch ? 'batch=1' : '',
          method === 'POST' ? '' : `input=${encode(String(input))}`,
        ];
        return {
          method,
          path: `${path}?${query.filter(Boolean).join('&')}`,
          headers: headersOf([['Host', 'localhost'], type, ...own, ...more]),
          body: method === 'POST' ? input : undefined,
        };
      });
  });
}

/** One input as it is; of more, by their places. */
function textOf(calls: [string, string][]): string {
  if (calls.length === 1) return calls[0]?.[1] ?? '';
  return `{${calls.map(([, input], index) => `"${index}":${input}`).join()}}`;
}

function inputOf(name: string, { me, victim }: Cast): fc.Arbitrary<string> {
  const [input] = procedures[name]?._def.inputs ?? [];
  if (!(input instanceof z.ZodType)) return junk;
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema;
  const owner = { enum: [...Array<string>(9).fill(me.id), victim.id] };
  return jsonOf({ ...schema, properties: { ...schema.properties, user_id: owner } }, () => ({}));
}
