import type { Judge } from './document';
import type { Operation } from './document-parts';
import type { Sent } from './http';

/** Judges a request that was accepted by what the document says of its parameters and body. */
export function judgeRequest(
  { parameters = [], requestBody }: Operation,
  template: string,
  url: URL,
  sent: Sent,
  judge: Judge,
  name: string,
): void {
  const segments = url.pathname.split('/');
  for (const parameter of parameters) {
    const index = template.split('/').indexOf(`{${parameter.name}}`);
    const text =
      parameter.in === 'path'
        ? decodeURIComponent(segments[index] ?? '')
        : url.searchParams.get(parameter.name);
    if (text === null && !parameter.required) continue;
    const value = parameter.schema['type'] === 'integer' ? Number(text) : text;
    judge(parameter.schema, value, `${name}: parameter ${parameter.name}`);
  }
  judgeRequestBody(requestBody, sent, judge, name);
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
