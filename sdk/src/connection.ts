import { type Client, createClient, createConfig } from './generated/client/index.js';
import { toTandemError } from './errors.js';
import { type RetryOptions, type Send, withRetries } from './retries.js';
import { keepTokens, type TokenSource, type Tokens, withToken } from './tokens.js';
import { userOf } from './user-of.js';

/** How to reach the service, and as whom. */
export interface TandemOptions extends RetryOptions {
  /** Where the service is, such as `https://tasks.example.com`. */
  baseUrl: string;
  /** The token; from a function, it is renewed where the server refuses it. */
  token: TokenSource;
  /** Sends the requests; the `fetch` of the platform by default. */
  fetch?: typeof fetch;
  /** For how long a stream of events may say nothing before another is opened, in seconds; 45 by default, as a comment comes every 15. */
  longestSilence?: number;
}

/** What the parts of the client share. */
export interface Connection {
  baseUrl: string;
  /** For each call: what is refused is thrown. */
  client: ThrowingClient;
  tokens: Tokens;
  /** Sends with the token, and only once. */
  send: Send;
  /** The path parameter of everything that somebody owns. */
  owner: () => Promise<{ user_id: string }>;
  /** In seconds. */
  longestSilence: number;
}

type ThrowingClient = { client: Client; throwOnError: true };

/** What one call may be given. */
export interface CallOptions {
  /** Ends the call, its pauses between attempts too; the call is rejected with its reason. */
  signal?: AbortSignal;
}

/** Connects to the service; nothing is sent yet. */
export function connect(options: TandemOptions): Connection {
  const { baseUrl, token, longestSilence = 45 } = options;
  const tokens = keepTokens(token);
  const send = withToken(sendBy(options), tokens);
  return {
    baseUrl,
    client: throwingClient(baseUrl, withRetries(send, options)),
    tokens,
    send,
    owner: async () => ({ user_id: userOf(await tokens.current()) }),
    longestSilence,
  };
}

/** A client that knows nobody, to sign up or in. */
export function connectAsStranger(options: Omit<TandemOptions, 'token'>): ThrowingClient {
  return throwingClient(options.baseUrl, withRetries(sendBy(options), options));
}

/** Called as a function: `fetch` of browsers refuses to be a method of anything else. */
function sendBy({ fetch: given }: Omit<TandemOptions, 'token'>): Send {
  return (request) => (given ?? fetch)(request);
}

function throwingClient(baseUrl: string, send: Send): ThrowingClient {
  const client = createClient(createConfig({ baseUrl, fetch: send as typeof fetch }));
  client.interceptors.error.use((error, response: Response | undefined) =>
    response ? toTandemError(error, response) : error,
  );
  return { client, throwOnError: true };
}
