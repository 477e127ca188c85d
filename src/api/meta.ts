import type { OpenApiMeta, OpenApiMethod } from 'trpc-to-openapi';
import type { ProblemCode } from '@/contract/problem';
import type { ConditionName } from './openapi-conditions';
import type { HeaderName } from './openapi-parts';

/** What REST needs to know of a procedure beside trpc-to-openapi's own metadata. */
type RestMeta = {
  rest?: {
    /** The status of success; 200 where it is not given. */
    status?: 201 | 204;
    /** The path of what was made, from the output. */
    location?: (output: never) => string;
    /** Headers that success may carry beside those of every answer. */
    headers?: HeaderName[];
    /** Headers of the request that it heeds. */
    conditions?: ConditionName[];
    /** A body, as an example for the document. */
    example?: object;
    /** Problems of this procedure beside those that follow from its kind. */
    problems?: ProblemCode[];
  };
};

/** What it does and what to know before calling it, in Markdown. */
interface Described {
  description: string;
}

export type Meta = OpenApiMeta<RestMeta>;

/** The metadata of a procedure that REST reaches at `path`; paths that name a user need a token. */
export function rest(
  method: OpenApiMethod,
  path: `/${string}`,
  operationId: string,
  summary: string,
  { description, ...more }: NonNullable<Meta['rest']> & Described,
): Meta {
  const [, resource] = /^\/api\/\{user_id\}\/(\w+)/.exec(path) ?? [];
  const protect = resource !== undefined;
  const tags = [resource ?? 'system'];
  return {
    openapi: { method, path, operationId, summary, description, tags, protect },
    rest: more,
  };
}
