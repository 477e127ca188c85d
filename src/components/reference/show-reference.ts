import { accessToken, getSession } from '@/auth/client';
import { isDark, onDarkChange } from './dark';
import { loadScalar } from './load-scalar';
import { type Document, prefilled } from './prefilled';
import { triedFetch } from './tried-fetch';

/** Nothing is asked of other origins, nothing is kept in the browser, and nothing that needs an account with Scalar is shown. */
const QUIET = {
  theme: 'none',
  withDefaultFonts: false,
  telemetry: false,
  persistAuth: false,
  showDeveloperTools: 'never',
  hideClientButton: true,
  hideDarkModeToggle: true,
  agent: { disabled: true },
  mcp: { disabled: true },
};

/** Shows every operation of this server in `place`, with the token of whoever is signed in. @throws Error whose message says what to do. */
export async function showReference(place: Element, hasSession: boolean): Promise<void> {
  const [createReference, document, token] = await Promise.all([
    loadScalar(),
    readDocument(),
    hasSession ? accessToken().catch(() => undefined) : undefined,
  ]);
  createReference(place, {
    ...QUIET,
    content: prefilled(document, userId()),
    authentication: {
      preferredSecurityScheme: 'bearer',
      securitySchemes: { bearer: { token: token ?? '' } },
    },
    defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
    documentDownloadType: 'none',
    modelsSectionLabel: 'Schemas',
    forceDarkModeState: isDark() ? 'dark' : 'light',
    customFetch: triedFetch(token),
  });
  onDarkChange(followColours);
}

/** Scalar forces what it was given at first. */
function followColours(): void {
  const { classList } = window.document.body;
  classList.toggle('dark-mode', isDark());
  classList.toggle('light-mode', !isDark());
}

async function readDocument(): Promise<Document> {
  const answer = await fetch('/api/openapi.json').catch(() => undefined);
  if (!answer?.ok)
    throw new Error('Tandem cannot be reached. Check your connection and try again.');
  return (await answer.json()) as Document;
}

function userId(): string | undefined {
  const session = getSession();
  return 'user' in session ? session.user.id : undefined;
}
