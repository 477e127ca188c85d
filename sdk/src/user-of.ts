/** The user that a token is of (`sub`, RFC 7519 section 4.1.2). @throws TypeError where it is no token. */
export function userOf(token: string): string {
  const [, payload = ''] = token.split('.');
  const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const { sub } = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown };
  if (typeof sub !== 'string') throw new TypeError('The token names no user');
  return sub;
}
