/** Where signing in leads if nothing else was wanted. */
const START = '/tasks';
const PAGES = [START, '/deleted', '/settings', '/developers'];
/** Stands for this site, whatever its address. */
const HERE = 'http://here.invalid';

/** The header by which a page knows what was asked for, path and query. */
export const WANTED_HEADER = 'x-tandem-wanted';

/** Where signing in leads: to the page that was wanted, with its query, if it is one of ours (RFC 9700 section 4.11.2), else to the tasks. */
export function toDestination(wanted: unknown): string {
  if (typeof wanted !== 'string' || !URL.canParse(wanted, HERE)) return START;
  const { origin, pathname, search } = new URL(wanted, HERE);
  return origin === HERE && PAGES.includes(pathname) ? pathname + search : START;
}

/** The address of a page to sign in or up on, from which that leads to what was wanted. */
export function leadingTo(wanted: unknown, page: '/sign-in' | '/sign-up' = '/sign-in'): string {
  const destination = toDestination(wanted);
  return destination === START ? page : `${page}?next=${encodeURIComponent(destination)}`;
}
