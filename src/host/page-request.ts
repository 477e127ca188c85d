import type { IncomingMessage } from 'node:http';
import { parseAndValidateFlightRouterState as parseState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js';

/** Next's pages for when all else broke, the first of which no nonce can be written into: nobody may ask for them. */
const INTERNAL = /^\/+(_global-error|500)\/*$/;
/** What the browser says of the pages that it shows. */
const STATE = 'next-router-state-tree';

/** Changes what Next would answer with 500: a path that is none is not found, a state that is none is not there. */
export function mend(request: IncomingMessage): void {
  // Next resolves dot segments, too.
  const path = attempt(() => decodeURIComponent(new URL(`http://host${pathOf(request)}`).pathname));
  if (path === undefined || INTERNAL.test(path)) request.url = '/_not-found';
  if (attempt(() => parseState(request.headers[STATE])) === undefined)
    delete request.headers[STATE];
}

/** That of a target in absolute form, too. */
function pathOf({ url = '' }: IncomingMessage): string {
  return url.replace(/^\w+:\/\/[^/?]*/, '').replace(/\?.*/s, '');
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
