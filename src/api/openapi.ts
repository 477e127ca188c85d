import type { AnyTRPCProcedure } from '@trpc/server';
import { generateOpenApiDocument, type OpenAPIObject } from 'trpc-to-openapi';
import { z } from 'zod';
import { Problem, type ProblemCode } from '@/contract/problem';
import { Session } from '@/contract/sessions';
import { Task } from '@/contract/tasks';
import { VERSION } from '@/version';
import { authPaths, authSchemas } from './openapi-auth';
import {
  conditionProblems,
  conditionRefs,
  conditions,
  eventContent,
  notModified,
} from './openapi-conditions';
import { headerRefs, headers } from './openapi-parts';
import { problemRefs, problemResponses, problemSchemas } from './openapi-problems';
import { appRouter } from './router';
import { type Route, routes } from './routes';

type PathItem = NonNullable<OpenAPIObject['paths']>[string];
type Operation = NonNullable<PathItem['get']>;

const DESCRIPTION = `Tasks over REST. Sign up or in, take \`token\` from the answer, and send it as
\`Authorization: Bearer <token>\` with every request; \`user_id\` in the path is \`user.id\` of the same answer.
Errors are problems (RFC 9457). Every path with GET answers HEAD, and every path OPTIONS; other methods are a 405.`;

const SUCCESS = { 200: 'Success.', 201: 'Created.', 204: 'Done; there is no body.' };

/** The OpenAPI 3.1 document of the whole contract, made from the procedures' own metadata. */
export const openApiDocument: OpenAPIObject = createDocument();

function createDocument(): OpenAPIObject {
  const generated = generateOpenApiDocument(withoutSubscriptions(), {
    title: 'Tandem',
    version: VERSION,
    description: DESCRIPTION,
    license: { name: 'MIT', identifier: 'MIT' },
    baseUrl: '/',
    openApiVersion: '3.1.1',
    defs: { Problem, Session, Task, ...authSchemas },
    securitySchemes: {
      bearer: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'The token of a log-in, checked as RFC8725 advises.',
      },
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: 'better-auth.session_token',
        description: 'The cookie of a log-in, for a fresh token only.',
      },
    },
  });
  const schemas = withoutLibraryErrors(generated.components?.schemas ?? {});
  for (const route of routes) finishOperation(operationOf(generated, route), route, schemas);
  return {
    ...generated,
    servers: [{ url: '/', description: 'The server that tells this.', 'x-internal': false }],
    tags: [
      { name: 'tasks', description: 'What a user has to do.' },
      { name: 'sessions', description: 'Where a user is signed in.' },
      { name: 'account', description: 'The password, and the end of it all.' },
      { name: 'auth', description: 'Log-in, by Better Auth.' },
      { name: 'system', description: 'The service itself.' },
    ],
    paths: { ...generated.paths, ...authPaths },
    components: {
      ...generated.components,
      schemas: { ...schemas, ...problemSchemas() },
      headers,
      parameters: conditions,
      responses: problemResponses(),
    },
  };
}

/** The library refuses subscriptions; over REST they are queries that answer with a stream of events. */
function withoutSubscriptions(): typeof appRouter {
  const all = appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>;
  const procedures = Object.entries(all).map(([name, procedure]) => {
    if (procedure._def.type !== 'subscription') return [name, procedure];
    return [name, { _def: { ...procedure._def, type: 'query', output: z.string() } }];
  });
  return { _def: { procedures: Object.fromEntries(procedures) } } as typeof appRouter;
}

/** The library documents one status and its own errors; this makes the operation tell what really happens. */
function finishOperation(
  operation: Operation,
  route: Route,
  schemas: NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>,
): void {
  const { openapi, rest = {} } = route.meta;
  operation.security = openapi.protect ? [{ bearer: [] }] : [];
  const status = rest.status ?? 200;
  const more = [...(rest.headers ?? []), ...(openapi.protect ? (['RateLimit'] as const) : [])];
  operation.responses = {
    [status]: {
      description: SUCCESS[status],
      headers: headerRefs(...more),
      ...(status !== 204 && { content: contentOf(route, operation) }),
    },
    ...(rest.conditions?.includes('If-None-Match') && { 304: notModified }),
    ...problemRefs(problemsOf(route, operation)),
  };
  operation.parameters = [
    ...(operation.parameters ?? []),
    ...conditionRefs(rest.conditions),
  ] as typeof operation.parameters & {};
  const body = operation.requestBody;
  if (!body || !('content' in body)) return;
  const schema = body.content['application/json']?.schema;
  const name = `${openapi.operationId?.[0]?.toUpperCase()}${openapi.operationId?.slice(1)}`;
  schemas[name] = {
    ...schema,
    description: `What \`${openapi.operationId}\` is told.`,
    // A PUT without a known field is refused, which zod's refinement does not tell the document.
    ...(openapi.method === 'PUT' && { minProperties: 1 }),
  };
  body.required = openapi.method !== 'PATCH';
  body.content = {
    'application/json': {
      schema: { $ref: `#/components/schemas/${name}` },
      ...(rest.example && { example: rest.example }),
    },
  };
}

function contentOf({ type }: Route, { responses }: Operation) {
  return type === 'subscription' ? eventContent : responses?.['200'].content;
}

function problemsOf({ meta, takesBody, path }: Route, { parameters = [] }: Operation) {
  const hasQuery = parameters.some((parameter) => 'in' in parameter && parameter.in === 'query');
  const codes: (ProblemCode | false)[] = [
    ...(meta.openapi.protect ? (['UNAUTHORIZED', 'FORBIDDEN', 'TOO_MANY_REQUESTS'] as const) : []),
    ...(takesBody ? (['PARSE_ERROR', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const) : []),
    (takesBody || hasQuery) && 'UNPROCESSABLE_CONTENT',
    path.includes('{id}') && 'NOT_FOUND',
    ...conditionProblems(meta.rest?.conditions),
    ...(meta.rest?.problems ?? []),
    'TIMEOUT',
    'URI_TOO_LONG',
    'REQUEST_HEADER_FIELDS_TOO_LARGE',
    'INTERNAL_SERVER_ERROR',
    'SERVICE_UNAVAILABLE',
  ];
  return codes.filter((code) => code !== false);
}

function operationOf({ paths }: OpenAPIObject, { method, path }: Route): Operation {
  const operation = paths?.[path]?.[method.toLowerCase() as 'get'];
  if (!operation) throw new Error(`${method} ${path} is not in the document`);
  return operation;
}

function withoutLibraryErrors<T>(schemas: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => !name.startsWith('error.')));
}
