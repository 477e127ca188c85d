import * as fc from 'fast-check';
import { type Operation, type Parameter, resolve } from '@/testing/document-parts';
import type { Sent } from '@/testing/http';
import { headersOf, hostileHeaders } from './hostile-headers';
import { asHeader, encode, hostileText, mostly } from './hostile-text';
import type { FindSchema, Schema } from './json-text';
import { tricked } from './path-tricks';
import { credentials, jsonBody, queryOf, textOf } from './request-parts';
import type { Cast, Target } from './target';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

/** Requests for every operation of the document under our own name for the most part. */
export function restRequests({ document, cast }: Target): fc.Arbitrary<Sent> {
  const find: FindSchema = ($ref) => resolve<Schema>(document, { $ref });
  const operations = Object.entries(document.paths)
    .filter(([path]) => !path.startsWith('/api/auth/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
  return fc.constantFrom(...operations).chain(({ path, method, operation }) => {
    const parameters = (operation.parameters ?? []).map((each) =>
      resolve<Parameter>(document, each),
    );
    const placed = (place: Parameter['in']) => parameters.filter((each) => each.in === place);
    return fc
      .record({
        method: mostly(fc.constant(method.toUpperCase()), fc.constantFrom(...METHODS), 20),
        path: pathOf(path, placed('path'), find, cast).chain(tricked),
        query: queryOf(placed('query'), find),
        own: credentials(cast),
        known: headersOfOperation(placed('header'), find),
        more: hostileHeaders,
        body: bodyOf(operation, find),
      })
      .map(({ query, own, known, more, body: [type, body], ...rest }) => ({
        ...rest,
        path: rest.path + (query && `?${query}`),
        headers: headersOf([['Host', 'localhost'], ...own, ...type, ...known, ...more]),
        body,
      }));
  });
}

function bodyOf({ requestBody }: Operation, find: FindSchema): ReturnType<typeof jsonBody> {
  const schema = requestBody?.content['application/json']?.schema;
  if (schema) return jsonBody(schema, find);
  const none = fc.constant<[[string, string][], undefined]>([[], undefined]);
  return mostly<[[string, string][], Sent['body']]>(none, jsonBody({}, find), 20);
}

function pathOf(
  template: string,
  parameters: Parameter[],
  find: FindSchema,
  { me, victim, taskIds }: Cast,
): fc.Arbitrary<string> {
  const known: Record<string, fc.Arbitrary<string>> = {
    user_id: mostly(fc.constant(me.id), fc.constant(victim.id), 10),
    id: fc.oneof(fc.nat(60).map(String), fc.constantFrom(...taskIds).map(String)),
  };
  const segments = parameters.map(({ name, schema }) =>
    mostly(known[name] ?? textOf(schema, find), hostileText, 16).map(encode),
  );
  return fc
    .tuple(...segments)
    .map((chosen) =>
      parameters.reduce(
        (path, { name }, at) => path.replace(`{${name}}`, chosen[at] ?? ''),
        template,
      ),
    );
}

function headersOfOperation(
  parameters: Parameter[],
  find: FindSchema,
): fc.Arbitrary<[string, string][]> {
  return fc
    .subarray(parameters)
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map(({ name, schema }) => fc.tuple(fc.constant(name), headerText(schema, find))),
      ),
    );
}

function headerText(schema: Schema, find: FindSchema): fc.Arbitrary<string> {
  const version = fc.nat(60).map((number) => `"${number}"`);
  return fc.oneof(version, textOf(schema, find)).map(asHeader);
}
