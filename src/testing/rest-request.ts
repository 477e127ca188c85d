import type { Route } from '@/api/routes';

interface RestRequest {
  method: string;
  path: string;
  /** JSON. */
  body?: string;
}

type Fields = Record<string, unknown>;

/**
 * The REST request that says what `input` says; undefined where there is none. Over REST a path
 * always has its parameters, whose values are not empty and not dots; what stands in a URL is a
 * well-formed text, or a list of two or more; and a text that spells a number is that number.
 */
export function restRequest(route: Route, input: unknown): RestRequest | undefined {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined;
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const fields = Object.entries(input);
  const inPath = names.map((name) => [name, inSegment(route, name, (input as Fields)[name])]);
  const rest = fields.filter(([name]) => !names.includes(name));
  const query = route.takesBody ? '' : inQuery(route, rest);
  if (query === undefined || inPath.some(([, segment]) => segment === undefined)) return undefined;
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name) => Object.fromEntries(inPath)[name]);
  const { method } = route;
  if (!route.takesBody) return { method, path: path + query };
  return { method, path, body: JSON.stringify(Object.fromEntries(rest)) };
}

function inSegment(route: Route, name: string, value: unknown): string | undefined {
  const text = asText(route, name, value);
  const isLost = text === undefined || ['', '.', '..'].includes(text);
  return isLost ? undefined : encodeURIComponent(text);
}

function inQuery(route: Route, fields: [string, unknown][]): string | undefined {
  const query = new URLSearchParams();
  for (const [name, value] of fields) {
    const values = Array.isArray(value) && value.length > 1 ? value : [value];
    for (const item of values) {
      const text = asText(route, name, item, values.length > 1);
      if (text === undefined) return undefined;
      query.append(name, text);
    }
  }
  return `?${query}`;
}

function asText(route: Route, name: string, value: unknown, inList = false): string | undefined {
  const isNumber = route.numbers.has(name) && !inList;
  if (typeof value === 'number') return isNumber ? String(value) : undefined;
  if (typeof value !== 'string' || /\p{Surrogate}/u.test(value)) return undefined;
  return isNumber && String(Number(value)) === value ? undefined : value;
}
