import type { TRPCProcedureType } from '@trpc/server';
import { forEachOpenApiProcedure, type OpenApiProcedure } from 'trpc-to-openapi';
import { z } from 'zod';
import { appRouter } from './router';
import type { Meta } from './meta';

/** One method of one path: the procedure behind it and how its parameters are read. */
export interface Route {
  method: string;
  path: string;
  /** The name of the procedure, such as `tasks.list`. */
  name: string;
  type: TRPCProcedureType;
  meta: Meta & { openapi: NonNullable<Meta['openapi']> };
  takesBody: boolean;
  /** Fields of the input that are numbers; text in a URL is read as such. */
  numbers: ReadonlySet<string>;
}

/** A path with its methods; a segment in braces is a parameter. */
export interface Resource {
  path: string;
  segments: string[];
  methods: Map<string, Route>;
}

/** What a path leads to, with its parameters percent-decoded once. */
export interface Match {
  resource: Resource;
  parameters: Record<string, string>;
}

/** Every procedure that has a path, in the order of the router. */
export const routes: readonly Route[] = compileRoutes();

const resources = groupByPath(routes);

/** The resource at a path, matched as written: case-sensitive, without a trailing slash. */
export function matchPath(pathname: string): Match | undefined {
  const segments = pathname.split('/').slice(1).map(decodeSegment);
  for (const resource of resources) {
    const parameters = matchSegments(resource.segments, segments);
    if (parameters) return { resource, parameters };
  }
  return undefined;
}

function compileRoutes(): Route[] {
  const found: Route[] = [];
  forEachOpenApiProcedure<Meta>(appRouter._def.procedures, ({ path, type, procedure, meta }) => {
    const { method, path: template } = meta.openapi;
    found.push({
      method,
      path: template,
      name: path,
      type,
      meta,
      takesBody: method !== 'GET' && method !== 'DELETE',
      numbers: numberFields(procedure),
    });
  });
  return found;
}

/** Paths with fewer parameters come first, so that `/tasks/changes` is not taken for a task. */
function groupByPath(all: readonly Route[]): Resource[] {
  const byPath = new Map<string, Resource>();
  for (const route of all) {
    const resource = byPath.get(route.path) ?? {
      path: route.path,
      segments: route.path.split('/').slice(1),
      methods: new Map<string, Route>(),
    };
    resource.methods.set(route.method, route);
    byPath.set(route.path, resource);
  }
  return [...byPath.values()].toSorted(
    (a, b) => a.segments.filter(isParameter).length - b.segments.filter(isParameter).length,
  );
}

function matchSegments(
  template: string[],
  segments: (string | undefined)[],
): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const isOther = (expected: string, at: number) =>
    isParameter(expected) ? !segments[at] : segments[at] !== expected;
  if (template.some(isOther)) return undefined;
  const parameters: Record<string, string> = {};
  for (const [at, expected] of template.entries()) {
    if (isParameter(expected)) parameters[expected.slice(1, -1)] = segments[at] ?? '';
  }
  return parameters;
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}

function decodeSegment(segment: string): string | undefined {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function numberFields(procedure: OpenApiProcedure): Set<string> {
  const [input] = procedure._def.inputs;
  const fields = input instanceof z.ZodObject ? Object.entries(input.shape) : [];
  return new Set(fields.filter(([, schema]) => isNumber(schema)).map(([name]) => name));
}

function isNumber(schema: unknown): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return isNumber(schema.unwrap());
  return schema instanceof z.ZodNumber;
}
