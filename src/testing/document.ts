import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {
  findReply,
  findTemplate,
  type Header,
  type OpenApiDocument,
  type Parameter,
  type Reply,
  resolve,
} from './document-parts';
import { judgeRequest } from './document-request';
import type { Answer, Sent } from './http';

/** Throws an error that names what is wrong with a value. */
export type Judge = (schema: AnySchemaObject, value: unknown, what: string) => void;

/** Headers of HTTP and CORS themselves, which the document need not name. */
const PROTOCOL =
  /^(content-type|content-length|date|connection|keep-alive|transfer-encoding|access-control-.+)$/;

/** What only browsers read, on every answer alike. */
const FOR_BROWSERS =
  /^(content-security-policy|cross-origin-.+|permissions-policy|referrer-policy|strict-transport-security|x-content-type-options)$/;

/**
 * Judges exchanges by the document: the status, content type, body and headers of the answer, and of
 * the request when it was accepted, unless that is known to be `undescribed`.
 */
export function createConformance(document: OpenApiDocument) {
  const judge = createJudge(document);

  return (sent: Sent, answer: Answer, undescribed = false): void => {
    const url = new URL(`http://localhost${sent.path}`);
    const name = `${sent.method} ${sent.path.slice(0, 200)} ${answer.status}`;
    if (url.pathname.startsWith('/api/trpc/')) return judgeRpc(answer, name);
    const template = findTemplate(document, url.pathname);
    if (!template && url.pathname.startsWith('/api/auth/')) return;
    const { operation, reply } = findReply(document, template, sent.method, answer, name);
    judgeHeaders(reply, answer, name);
    judgeBody(reply, answer, sent.method === 'HEAD', name);
    if (operation && answer.status < 400 && !undescribed) {
      const { requestBody, parameters: named = [] } = operation;
      const parameters = named.map((each) => resolve<Parameter>(document, each));
      judgeRequest({ requestBody, parameters }, template ?? '', url, sent, judge, name);
    }
  };

  function judgeRpc(answer: Answer, name: string): void {
    judgeHeaders({ headers: document.components.headers }, answer, name, false);
    for (const item of [answer.json].flat() as { error?: { data: { problem: unknown } } }[]) {
      if (!item?.error) continue;
      const problem = { $ref: '#/components/schemas/Problem' };
      judge(problem, item.error.data.problem, `${name}: problem`);
    }
  }

  function judgeHeaders(reply: Reply, { headers }: Answer, name: string, strict = true): void {
    const named = new Map(
      Object.entries(reply.headers ?? {}).map(([key, header]) => [
        key.toLowerCase(),
        resolve<Header>(document, header),
      ]),
    );
    for (const [key, value] of Object.entries(headers)) {
      if (PROTOCOL.test(key) || FOR_BROWSERS.test(key)) continue;
      const header = named.get(key);
      if (!header) throw new Error(`${name}: the document does not name the header ${key}`);
      judge(header.schema, [value].flat().join(', '), `${name}: header ${key}`);
    }
    for (const [key, { required }] of strict ? named : []) {
      if (required && !(key in headers)) throw new Error(`${name}: the header ${key} is missing`);
    }
  }

  function judgeBody({ content }: Reply, answer: Answer, isHead: boolean, name: string): void {
    const { 'content-type': type = '' } = answer.headers;
    const media = content?.[type];
    if (content ? !media : type) {
      throw new Error(`${name}: ${type} instead of ${Object.keys(content ?? {}).join(' or ')}`);
    }
    if (isHead || !media) {
      if (answer.text !== '') throw new Error(`${name}: there is a body`);
      return;
    }
    judge(media.schema, answer.json, `${name}: body`);
  }
}

/** Compiles each schema once; `$ref`s lead into the document. */
export function createJudge({ components }: OpenApiDocument): Judge {
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false });
  addFormats.default(ajv);
  ajv.addVocabulary([...Object.keys(components), 'components', 'discriminator']);
  const compiled = new Map<AnySchemaObject, ReturnType<typeof ajv.compile>>();
  return (schema, value, what) => {
    const validate = compiled.get(schema) ?? ajv.compile({ ...schema, components });
    compiled.set(schema, validate);
    if (!validate(value)) throw new Error(`${what} ${ajv.errorsText(validate.errors)}`);
  };
}
