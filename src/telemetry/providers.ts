import cluster from 'node:cluster';
import { setTimeout as wait } from 'node:timers/promises';
import { context, diag, DiagLogLevel, propagation, ProxyTracerProvider } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import type { Logger } from 'pino';
import { VERSION } from '@/version';

/** Where spans go, in place of the endpoint. */
export interface Exporters {
  spans: SpanProcessor;
}

/** What is watched with. */
export type Providers = ReturnType<typeof createProviders>;

/** Statements are longer than anybody reads. */
const MOST_CHARACTERS = 2_000;

/** Milliseconds that a process which stops waits for a collector. */
const PATIENCE_MS = 3_000;

/**
 * Tracer and meter of this process. They send to `endpoint` by OTLP over HTTP, as the variables of the OpenTelemetry
 * specification say (`OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_TRACES_SAMPLER`, `OTEL_SERVICE_NAME` …). They are not the global
 * ones: Better Auth would tell the values of statements that failed, and Next whole URLs.
 */
export function createProviders({
  endpoint,
  log,
  exporters,
}: {
  endpoint: string | undefined;
  log: Pick<Logger, 'warn'>;
  exporters: Exporters | undefined;
}) {
  tellFailures(log);
  const resource = describeProcess();
  const spans =
    exporters?.spans ??
    (endpoint && new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` })));
  const tracers = spans ? createTracers(resource, spans) : undefined;
  const exporter = endpoint && new OTLPMetricExporter({ url: `${endpoint}/v1/metrics` });
  const reader = new PrometheusExporter({ preventServerStart: true });
  const meters = new MeterProvider({
    resource,
    readers: [reader, ...(exporter ? [new PeriodicExportingMetricReader({ exporter })] : [])],
  });
  const serializer = new PrometheusSerializer(undefined, false, /^tandem\.worker$/, true, true);
  return {
    // The other one does nothing.
    tracer: (tracers ?? new ProxyTracerProvider()).getTracer('tandem'),
    meter: meters.getMeter('tandem'),
    collect: async () => serializer.serialize((await reader.collect()).resourceMetrics),
    close: async () => {
      const closing = Promise.allSettled([tracers?.shutdown(), meters.shutdown()]);
      await Promise.race([closing, wait(PATIENCE_MS, undefined, { ref: false })]);
    },
  };
}

function createTracers(resource: Resource, spans: SpanProcessor): NodeTracerProvider {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return new NodeTracerProvider({
    resource,
    spanLimits: { attributeValueLengthLimit: MOST_CHARACTERS },
    spanProcessors: [spans],
  });
}

function tellFailures(log: Pick<Logger, 'warn'>): void {
  const tell = (text: string) => log.warn({ text }, 'Telemetry could not be sent');
  const logger = { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
}

function ignore(): void {}

function describeProcess(): Resource {
  const ours = resourceFromAttributes({
    'service.name': 'tandem',
    'service.version': VERSION,
    'service.instance.id': crypto.randomUUID(),
    ...(cluster.worker && { 'tandem.worker': cluster.worker.id }),
  });
  return defaultResource()
    .merge(ours)
    .merge(detectResources({ detectors: [envDetector] }));
}
