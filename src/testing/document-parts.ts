import type { AnySchemaObject } from 'ajv/dist/2020.js';
import type { Answer } from './http';

/** What the tests read of an OpenAPI 3.1 document. */
export interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, Reply>; headers: Record<string, Header> };
}

export interface Operation {
  operationId: string;
  tags: string[];
  parameters?: (Ref | Parameter)[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, Ref | Reply>;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: AnySchemaObject;
}

export interface Reply {
  headers?: Record<string, Ref | Header>;
  content?: Content;
}

export interface Header {
  required?: boolean;
  schema: AnySchemaObject;
}

type Ref = { $ref: string };
type Content = Record<string, { schema: AnySchemaObject; example?: unknown }>;

/** The path of the document that a request is for: of several, the one with the fewest parameters. */
export function findTemplate({ paths }: OpenApiDocument, pathname: string): string | undefined {
  const segments = pathname.split('/').map(decodeSegment);
  return Object.keys(paths)
    .filter((path) => matches(path.split('/'), segments))
    .toSorted((a, b) => a.split('{').length - b.split('{').length)[0];
}

/** What the document says of an answer, and the operation, if it has one; throws when it says nothing. */
export function findReply(
  document: OpenApiDocument,
  template: string | undefined,
  method: string,
  { status }: Answer,
  name: string,
): { operation?: Operation; reply: Reply } {
  const { NOT_FOUND = {}, METHOD_NOT_SUPPORTED = {} } = document.components.responses;
  const path = template === undefined ? undefined : document.paths[template];
  const operation = path?.[method === 'HEAD' ? 'get' : method.toLowerCase()];
  if (!path && status === 404) return { reply: NOT_FOUND };
  if (path && method === 'OPTIONS' && status === 204) {
    return { reply: { headers: METHOD_NOT_SUPPORTED.headers ?? {} } };
  }
  if (path && !operation && status === 405) return { reply: METHOD_NOT_SUPPORTED };
  const found = operation?.responses[status];
  if (!operation || !found) throw new Error(`${name}: the document does not name this status`);
  return { operation, reply: resolve<Reply>(document, found) };
}

/** A part of the document, or the one that it refers to. */
export function resolve<T>(document: OpenApiDocument, value: Ref | T): T {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return value as T;
  return value.$ref
    .split('/')
    .slice(1)
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document) as T;
}

function matches(template: string[], segments: (string | undefined)[]): boolean {
  return (
    template.length === segments.length &&
    template.every((expected, index) =>
      expected.startsWith('{') ? segments[index] : segments[index] === expected,
    )
  );
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
