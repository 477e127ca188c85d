import type { Auth } from '@/auth/server';
import { appRouter } from './router';
import { routes } from './routes';
import { RPC_PATH } from './rpc';

/**
 * Writes paths for the log: words of ours and numbers as they are, an asterisk for everything else,
 * which may be a token in the wrong place.
 */
export function createToldPath({ api }: Pick<Auth, 'api'>): (pathname: string) => string {
  const authPaths = Object.values(api).map((endpoint) => endpoint.path);
  const paths = [RPC_PATH, '/api/auth', ...routes.map(({ path }) => path), ...authPaths];
  const words = new Set([
    ...Object.keys(appRouter._def.procedures),
    ...paths.flatMap((path) => path?.split('/') ?? []),
  ]);
  const isTold = (word: string) => words.has(word) || /^\d{1,19}$/.test(word);
  // Those of a batch are several words.
  const tell = (segment: string) =>
    isTold(segment) || (segment.includes(',') && segment.split(',').every(isTold)) ? segment : '*';

  return (pathname) => pathname.split('/').map(tell).join('/');
}
