import * as fc from 'fast-check';
import { junk } from './hostile-json';
import { hostileName, mostly } from './hostile-text';

/** What a schema in the document or of a procedure says, as far as it is read here. */
export interface Schema {
  [keyword: string]: unknown;
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  oneOf?: Schema[];
  anyOf?: Schema[];
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

/** Finds what a `$ref` refers to. */
export type FindSchema = (ref: string) => Schema;

/** The source of JSON that the schema allows, or is wrong in a few places of any depth. */
export function jsonOf(schema: Schema, find: FindSchema): fc.Arbitrary<string> {
  return mostly(rightJson(schema, find), junk);
}

function rightJson(schema: Schema, find: FindSchema): fc.Arbitrary<string> {
  if (schema.$ref) return rightJson(find(schema.$ref), find);
  if (schema.const !== undefined) return values([schema.const]);
  if (schema.enum) return values(schema.enum);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return fc.oneof(...choices.map((choice) => rightJson(choice, find)));
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => rightJson({ ...schema, type }, find)));
  }
  if (schema.type === 'string') return stringOf(schema).map((text) => JSON.stringify(text));
  if (schema.type === 'integer' || schema.type === 'number') return integerOf(schema).map(String);
  if (schema.type === 'boolean') return values([true, false]);
  if (schema.type === 'null') return fc.constant('null');
  if (schema.type === 'array') {
    const items = fc.array(jsonOf(schema.items ?? {}, find), { maxLength: 4 });
    return items.map((sources) => `[${sources.join()}]`);
  }
  return schema.type === 'object' ? objectOf(schema, find) : junk;
}

/** With what is required, some of what is not, and now and then a name that is unknown or there twice. */
function objectOf(
  { properties = {}, required = [] }: Schema,
  find: FindSchema,
): fc.Arbitrary<string> {
  const names = Object.keys(properties);
  const optional = names.filter((name) => !required.includes(name));
  const extra = fc.oneof(fc.constantFrom('title', ...names), hostileName);
  const extras = mostly(
    fc.constant<[string, string][]>([]),
    fc.array(fc.tuple(extra, junk), { maxLength: 3 }),
    6,
  );
  return fc
    .tuple(mostly(fc.constant(required), fc.subarray(required)), fc.subarray(optional), extras)
    .chain(([given, chosen, more]) =>
      fc
        .tuple(...[...given, ...chosen].map((name) => jsonOf(properties[name] ?? {}, find)))
        .map((sources) => {
          const known = [...given, ...chosen].map((name, index) => [name, sources[index]] as const);
          return `{${[...known, ...more].map((entry) => member(...entry)).join()}}`;
        }),
    );
}

function member(name: string, source = ''): string {
  return `${JSON.stringify(name)}:${source}`;
}

function values(all: unknown[]): fc.Arbitrary<string> {
  return fc.constantFrom(...all.map((value) => JSON.stringify(value)));
}

function stringOf({ format, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === 'date') return fc.constantFrom('2026-12-24', '2024-02-29', '0001-01-01');
  const full = fc
    .constantFrom('x', '😀', 'ß')
    .map((unit) => unit.repeat(Math.min(maxLength, 2_000)));
  return fc.oneof(
    { arbitrary: fc.string({ minLength: 1, maxLength: Math.min(maxLength, 20) }), weight: 6 },
    { arbitrary: full, weight: 1 },
  );
}

/** Small ones first: those are tasks. */
function integerOf({ minimum = 0, maximum = 60 }: Schema): fc.Arbitrary<number> {
  return fc.integer({ min: Math.max(minimum, -60), max: Math.min(maximum, 500) });
}
