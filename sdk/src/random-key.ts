/** A key that nobody else has; `crypto.randomUUID` is missing in pages without TLS. */
export function randomKey(): string {
  return crypto.getRandomValues(new BigUint64Array(2)).join('-');
}
