import type { Sent } from '@/testing/http';
import { encode } from './hostile-text';
import type { Target } from './target';

/** Somebody who attacks by the log-in, and whose sessions may end over it. */
export interface Account {
  email: string;
  token: string;
  cookie: string;
}

/** Not that of the victim. */
export const OWN_PASSWORD = 'a password of Mallory';

/** Stand for what the account has at the time when a request is sent. */
const ROLES = ['email', 'token', 'cookie'] as const;

/** The account, or when it is not signed in any more, a new one. */
export async function renew(target: Target, account: Account | undefined): Promise<Account> {
  if (account && (await isSignedIn(target, account))) return account;
  const email = `${crypto.randomUUID()}@example.com`;
  const json = { name: 'Mallory', email, password: OWN_PASSWORD };
  const response = await target.post('/api/auth/sign-up/email', '', json);
  const { token } = (await response.json()) as { token: string };
  const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  return { email, token, cookie: cookies.join('; ') };
}

async function isSignedIn({ process }: Target, { cookie }: Account): Promise<boolean> {
  const url = `http://127.0.0.1:${process.port}/api/auth/get-session`;
  return (await (await fetch(url, { headers: { cookie } })).json()) !== null;
}

/** The request with what the account has now. */
export function inTheNameOf(account: Account, { path, headers, body, method }: Sent): Sent {
  const fill = (text: string) =>
    ROLES.reduce((filled, role) => filled.replaceAll(`<${role}>`, account[role]), text);
  const filled = Object.entries(headers).map(([name, values]) => [name, [values].flat().map(fill)]);
  return {
    method,
    path: path.replaceAll('%3Cemail%3E', encode(account.email)),
    headers: Object.fromEntries(filled) as Sent['headers'],
    body: typeof body === 'string' ? fill(body) : body,
  };
}
