import * as fc from 'fast-check';
import type { Parameter } from '@/testing/document-parts';
import type { Sent } from '@/testing/http';
import { damaged } from './hostile-json';
import { encode, hostileName, hostileText, mostly } from './hostile-text';
import { type FindSchema, jsonOf, type Schema } from './json-text';
import type { Cast } from './target';

/** Our own token more often than none. */
export function credentials({ me }: Cast): fc.Arbitrary<[string, string][]> {
  return someHeaders([['Authorization', `Bearer ${me.token}`]]);
}

function someHeaders(headers: [string, string][]): fc.Arbitrary<[string, string][]> {
  return mostly(fc.constant(headers), fc.constant([]), 20);
}

/** A body with its type: by the schema, damaged or of no kind at all. */
export function jsonBody(
  schema: Schema,
  find: FindSchema,
): fc.Arbitrary<[type: [string, string][], body: Sent['body']]> {
  const json = jsonOf(schema, find);
  return fc.tuple(
    someHeaders([['Content-Type', 'application/json']]),
    mostly<string | Uint8Array>(json, json.chain(damaged), 10),
  );
}

/** Some of the parameters, now and then twice or with others that nobody knows. */
export function queryOf(
  parameters: Pick<Parameter, 'name' | 'schema'>[],
  find: FindSchema,
): fc.Arbitrary<string> {
  const odd = fc.oneof(
    hostileName.chain((name) => pair(name, hostileText)),
    fc.constantFrom('&', '=', '%', '+=+', '?', '%00=%00', 'limit', 'a[]=1&a[]=2', '__proto__[x]=1'),
    ...parameters.map(({ name, schema }) => pair(name, textOf(schema, find))),
  );
  return fc
    .tuple(
      fc.subarray(parameters, { maxLength: Math.min(3, parameters.length) }),
      mostly(fc.constant<string[]>([]), fc.array(odd, { maxLength: 3 }), 4),
    )
    .chain(([chosen, odds]) =>
      fc
        .tuple(...chosen.map(({ name, schema }) => pair(name, textOf(schema, find))))
        .map((right) => [...right, ...odds].join('&')),
    );
}

function pair(name: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return value.map((text) => `${encode(name)}=${encode(text)}`);
}

/** What JSON would say, without quotes. */
export function textOf(schema: Schema, find: FindSchema): fc.Arbitrary<string> {
  return mostly(
    jsonOf(schema, find).map((source) => (source.startsWith('"') ? unquote(source) : source)),
    hostileText,
  );
}

function unquote(source: string): string {
  try {
    return String(JSON.parse(source));
  } catch {
    return source;
  }
}
