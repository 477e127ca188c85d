import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import plugin from '@scalar/fastify-api-reference';

// `@scalar/api-reference` has the same file, and 270 packages that are in it already; this one brings 18.
const FILE = 'dist/scalar.js';
const script = scriptOf(plugin);

mkdirSync('dist', { recursive: true });
if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== script) writeFileSync(FILE, script);

/** What the plugin would serve at `js/scalar.js`. */
function scriptOf(register) {
  const routes = new Map();
  const server = { initialConfig: {}, route: (route) => routes.set(route.url, route) };
  register(server, { routePrefix: '', configuration: { url: '/' } }, () => undefined);
  let sent;
  const reply = { header: () => reply, send: (text) => (sent = text) };
  routes.get('/js/scalar.js').handler(undefined, reply);
  return sent;
}
