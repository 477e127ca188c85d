import * as fc from 'fast-check';
import { z } from 'zod';
import type { Sent } from '@/testing/http';
import { OWN_PASSWORD } from './account';
import { headersOf, hostileHeaders } from './hostile-headers';
import { encode, hostileText, mostly } from './hostile-text';
import type { Schema } from './json-text';
import { tricked } from './path-tricks';
import { jsonBody, queryOf } from './request-parts';
import type { Target } from './target';

interface Endpoint {
  path: string;
  options: { method: string | string[]; body?: unknown; query?: unknown };
}

/** Requests for every path that Better Auth serves, as a browser or a client with a token. */
export function authRequests({ app, cast: { victim } }: Target): fc.Arbitrary<Sent> {
  const { services } = app;
  const endpoints = Object.values(services.auth.api as unknown as Record<string, Endpoint>).filter(
    ({ path }) => path,
  );
  const known: Record<string, string[]> = {
    email: ['<email>', victim.email],
    newEmail: ['<email>', victim.email],
    password: [OWN_PASSWORD, 'wrong'],
    currentPassword: [OWN_PASSWORD, 'wrong'],
    newPassword: [OWN_PASSWORD],
    token: ['<token>', victim.id],
  };
  return fc.constantFrom(...endpoints).chain(({ path, options }) =>
    fc
      .record({
        method: mostly(
          fc.constantFrom(...[options.method].flat().filter((method) => method !== '*')),
          fc.constantFrom('GET', 'POST', 'DELETE', 'HEAD'),
          10,
        ),
        path: fc
          .array(hostileText, { minLength: 2, maxLength: 2 })
          .map((texts) =>
            texts.reduce(
              (filled, text) => filled.replace(/:\w+/, encode(text)),
              `/api/auth${path}`,
            ),
          )
          .chain(tricked),
        query: queryOf(parametersOf(schemaOf(options.query, known)), () => ({})),
        body: jsonBody(schemaOf(options.body, known), () => ({})),
        own: mostly(
          fc.constantFrom<[string, string][]>(
            [
              ['Cookie', '<cookie>'],
              ['Origin', services.env.BETTER_AUTH_URL],
            ],
            [['Authorization', 'Bearer <token>']],
          ),
          fc.constant<[string, string][]>([]),
          4,
        ),
        more: hostileHeaders,
      })
      .map(({ method, path: target, query, body: [type, body], own, more }) => ({
        method,
        path: target + (query && `?${query}`),
        headers: headersOf([
          ['Host', 'localhost'],
          ...own,
          ...(method === 'POST' ? type : []),
          ...more,
        ]),
        body: method === 'POST' ? body : undefined,
      })),
  );
}

/** What Better Auth asks of a body or a query; the names that we know have values that mean something. */
function schemaOf(type: unknown, known: Record<string, string[]>): Schema {
  if (!(type instanceof z.ZodType)) return {};
  const schema = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema;
  if (!schema.properties) return schema;
  const fields = Object.entries(schema.properties).map(([name, field]) => [
    name,
    name in known ? { enum: known[name] } : field,
  ]);
  return { ...schema, properties: Object.fromEntries(fields) };
}

function parametersOf({ properties = {} }: Schema) {
  return Object.entries(properties).map(([name, schema]) => ({ name, schema }));
}
