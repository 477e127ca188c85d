import type { Metadata, Viewport } from 'next';
import Link from 'next/link';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { FollowAppearance } from '@/components/settings/follow-appearance';
import { FollowSession } from '@/components/session/follow-session';
import { CacheProvider } from '@/trpc/cache';
import { keptAppearance } from './appearance-cookie';
import { PAPER } from './paper';
import { sans, serif } from './typefaces';
import { Wordmark } from './wordmark';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Tandem', template: '%s · Tandem' },
  description: 'A task list with two ways in: this page, and an exact REST API.',
};

/** The colours before there are styles, and around the page. */
export async function generateViewport(): Promise<Viewport> {
  const appearance = await keptAppearance();
  if (appearance !== 'system') return { colorScheme: appearance, themeColor: PAPER[appearance] };
  const themeColor = (['light', 'dark'] as const).map((scheme) => ({
    media: `(prefers-color-scheme: ${scheme})`,
    color: PAPER[scheme],
  }));
  return { colorScheme: 'light dark', themeColor };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A page of the build would have no nonce for its scripts.
  await connection();
  return (
    <html
      lang="en"
      data-appearance={await keptAppearance()}
      className={`${sans.variable} ${serif.variable}`}
    >
      <body>
        <FollowAppearance />
        <header className="column py-6">
          <Link href="/" aria-label="Tandem, to the start" className="inline-block">
            <Wordmark />
          </Link>
        </header>
        <main className="column relative pt-6 pb-24">
          <noscript>
            <p className="mb-10">
              These pages need JavaScript. The same tasks can be reached over the API without it.
            </p>
          </noscript>
          <CacheProvider>
            <FollowSession />
            {children}
          </CacheProvider>
        </main>
      </body>
    </html>
  );
}
