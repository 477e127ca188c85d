import {
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { Providers } from './providers';
import { watchProcess } from './process-metrics';
import type { Asked, Known, Telemetry } from './telemetry';

/** Bounds of the buckets, in seconds, as the semantic conventions of OpenTelemetry have them for HTTP. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
/** Statements are faster. */
const STATEMENT_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** Others are told as one, as anybody may invent some. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Spans and metrics by the names of the semantic conventions for HTTP, RPC and databases. */
export function createInstruments({
  tracer,
  meter,
}: Providers): Pick<Telemetry, 'request' | 'procedure' | 'statement'> {
  const requests = secondsOf(
    'http.server.request.duration',
    'From a request to its answer',
    BUCKETS,
  );
  const statements = secondsOf(
    'db.client.operation.duration',
    'From a statement to its rows',
    STATEMENT_BUCKETS,
  );
  watchProcess(meter);
  return { request, procedure, statement };

  function secondsOf(name: string, description: string, bounds: number[]) {
    const advice = { explicitBucketBoundaries: bounds };
    return meter.createHistogram(name, { unit: 's', description, advice });
  }

  async function request<T extends { status: number }>(
    known: Known,
    { method, headers }: Asked,
    answer: () => Promise<T>,
  ): Promise<T> {
    const begin = performance.now();
    const parent = propagation.extract(ROOT_CONTEXT, headers, fields);
    const span = tracer.startSpan(method, { kind: SpanKind.SERVER }, parent);
    if (span.isRecording()) known.traceId = span.spanContext().traceId;
    const answered = await context.with(trace.setSpan(parent, span), answer);
    const { route } = known;
    const ended = {
      'http.request.method': METHODS.has(method) ? method : '_OTHER',
      ...(route && { 'http.route': route }),
      'http.response.status_code': answered.status,
    };
    if (route) span.updateName(`${method} ${route}`);
    if (answered.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttributes(ended).end();
    requests.record(secondsSince(begin), ended);
    return answered;
  }

  function procedure<T>(name: string, call: () => Promise<T>): Promise<T> {
    const attributes = { 'rpc.system': 'trpc', 'rpc.method': name };
    return tracer.startActiveSpan(name, { attributes }, (span) => within(span, call));
  }

  async function statement<T>(text: string, ask: () => PromiseLike<T>): Promise<T> {
    const begin = performance.now();
    const name = operationOf(text);
    const operation = { 'db.system.name': 'postgresql', 'db.operation.name': name };
    const attributes = { ...operation, 'db.query.text': text };
    try {
      // What nobody asked for, as looking for the writes of other processes, is no trace.
      if (!trace.getActiveSpan()) return await ask();
      return await tracer.startActiveSpan(name, { kind: SpanKind.CLIENT, attributes }, (span) =>
        within(span, ask),
      );
    } finally {
      statements.record(secondsSince(begin), operation);
    }
  }
}

const fields = {
  get: (headers: Asked['headers'], name: string) => headers.get(name) ?? undefined,
  keys: () => [],
};

/** What failed is told by its name alone: messages may hold what nobody else should read. */
async function within<T>(span: Span, work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    span.setAttribute('error.type', name).setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** The first word, or that of the writing part of a `with`. */
function operationOf(text: string): string {
  const [word = ''] = /[a-z]+/i.exec(text) ?? [];
  if (word.toLowerCase() !== 'with') return word.toUpperCase();
  const [writing = 'select'] =
    /\b(insert into|(?<!for (no key )?)update|delete from)\b/i.exec(text) ?? [];
  return writing.split(' ')[0]!.toUpperCase();
}

function secondsSince(begin: number): number {
  return (performance.now() - begin) / 1_000;
}
