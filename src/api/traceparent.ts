// Not by OpenTelemetry's parser, which is loaded only where somebody watches.
const TRACEPARENT =
  /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:$|(?<!^00.{53})-)/;

/** The id of the trace that a `traceparent` continues (W3C Trace Context); undefined if it is none. */
export function traceIdIn(traceparent: string | null): string | undefined {
  return traceparent === null ? undefined : TRACEPARENT.exec(traceparent)?.[1];
}
