import type { TestApp } from './app';

/** What pages of one browser share. */
export interface Browser {
  cookie: string;
  /** What was sent, the oldest first. */
  requests: Request[];
  /** Stands for `fetch` in a page: it resolves the URL, sends its origin and keeps the cookie. */
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** Stands for `document` in a page, which keeps one cookie that scripts may read. */
  document: { cookie: string };
}

/** A browser without a window, of an API without a port. */
export function createBrowser({ handle, services }: TestApp): Browser {
  const origin = services.env.BETTER_AUTH_URL;
  let readable = '';
  const document = {
    get cookie() {
      return readable;
    },
    set cookie(set) {
      readable = kept(set);
    },
  };
  const browser: Browser = { cookie: '', requests: [], fetch: browse, document };
  return browser;

  async function browse(path: string, init?: RequestInit): Promise<Response> {
    const request = new Request(new URL(path, origin), init);
    request.headers.set('origin', origin);
    if (browser.cookie) request.headers.set('cookie', browser.cookie);
    browser.requests.push(request);
    const response = await handle(request);
    const [set] = response.headers.getSetCookie();
    if (set) browser.cookie = kept(set);
    return response;
  }
}

function kept(set: string): string {
  return /max-age=0/i.test(set) ? '' : set.split(';', 1).join();
}
