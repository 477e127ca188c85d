import type { Logger } from 'pino';
import type { Env } from '@/env';
import type { Exporters } from './providers';

/** The request as it came. */
export interface Asked {
  method: string;
  headers: { get: (name: string) => string | null };
}

/** What becomes known of a request while it is answered. */
export interface Known {
  /** The path of the contract that it matches. */
  route: string | undefined;
  /** The trace that it belongs to; here it is told which that is. */
  traceId: string | undefined;
}

/** Traces and metrics of one process, in OpenTelemetry's terms. */
export interface Telemetry {
  /** A span until there is an answer, under the caller's own if it sent a `traceparent`, and its seconds among the metrics. */
  request: <T extends { status: number }>(
    known: Known,
    asked: Asked,
    answer: () => Promise<T>,
  ) => Promise<T>;
  /** A span of a procedure, within that of the request. */
  procedure: <T>(name: string, call: () => Promise<T>) => Promise<T>;
  /** A span of an SQL statement, within that of whoever asks, and its seconds among the metrics. */
  statement: <T>(text: string, ask: () => PromiseLike<T>) => Promise<T>;
  /** The metrics of this process so far, in Prometheus' text format 0.0.4. */
  collect: () => Promise<string>;
  /** Sends what has not been sent. */
  close: () => Promise<void>;
}

/** Undefined where the environment names nobody who watches: then what makes and sends them is not loaded. */
export async function createTelemetry(
  env: Pick<Env, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'METRICS_TOKEN'>,
  log: Pick<Logger, 'warn'>,
  exporters?: Exporters,
): Promise<Telemetry | undefined> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint && !env.METRICS_TOKEN && !exporters) return undefined;
  const { createProviders } = await import('./providers');
  const { createInstruments } = await import('./instruments');
  const providers = createProviders({ endpoint, log, exporters });
  return { ...createInstruments(providers), collect: providers.collect, close: providers.close };
}
