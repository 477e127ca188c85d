/** The id under which the log has a request: that of its `X-Request-Id` if it is sane, else a new one. */
export function requestIdOf(given: unknown): string {
  return typeof given === 'string' && /^[\w.=:-]{1,128}$/.test(given) ? given : crypto.randomUUID();
}
