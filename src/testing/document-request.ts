import type { Judge } from './document';
import type { Operation, Parameter } from './document-parts';
import type { Sent } from './http';

/** What an operation says of its requests. */
interface Described {
  parameters: Parameter[];
  requestBody: Operation['requestBody'];
}

/** Headers of HTTP, CORS, log-in and logs, which no operation need name. */
const PROTOCOL =
  /^(authorization|content-type|content-length|transfer-encoding|cookie|origin|access-control-.+|x-request-id)$/;

/** Judges a request that was accepted by what the document says of its parameters, headers and body. */
export function judgeRequest(
  { parameters, requestBody }: Described,
  template: string,
  url: URL,
  sent: Sent,
  judge: Judge,
  name: string,
): void {
  const headers = new Map(
    Object.entries(sent.headers).map(([key, value]) => [key.toLowerCase(), String(value).trim()]),
  );
  judgeHeaderNames(parameters, headers, name);
  const segments = url.pathname.split('/');
  for (const parameter of parameters) {
    const index = template.split('/').indexOf(`{${parameter.name}}`);
    const text = {
      path: decodeURIComponent(segments[index] ?? ''),
      query: url.searchParams.get(parameter.name),
      header: headers.get(parameter.name.toLowerCase()) ?? null,
    }[parameter.in];
    if (text === null && !parameter.required) continue;
    const value = parameter.schema['type'] === 'integer' ? Number(text) : text;
    judge(parameter.schema, value, `${name}: parameter ${parameter.name}`);
  }
  judgeRequestBody(requestBody, sent, judge, name);
}

function judgeHeaderNames(
  parameters: Parameter[],
  headers: Map<string, string>,
  name: string,
): void {
  const named = parameters.filter((each) => each.in === 'header').map((each) => each.name);
  const known = new Set(named.map((each) => each.toLowerCase()));
  for (const key of headers.keys()) {
    if (PROTOCOL.test(key) || known.has(key)) continue;
    throw new Error(`${name}: the document does not name the header ${key} of the request`);
  }
}

function judgeRequestBody(
  described: Operation['requestBody'],
  { headers, body = '' }: Sent,
  judge: Judge,
  name: string,
): void {
  const text = Buffer.from(body).toString();
  if (text === '') {
    if (described?.required) throw new Error(`${name}: the document demands a body`);
    return;
  }
  if (!described) return;
  const type = String(headers['content-type']).split(';')[0]?.trim().toLowerCase() ?? '';
  const media = described.content[type];
  if (!media) throw new Error(`${name}: the document does not name bodies of ${type}`);
  judge(media.schema, JSON.parse(text), `${name}: body of the request`);
}
