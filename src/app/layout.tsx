import type { Metadata, Viewport } from 'next';
import Link from 'next/link';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { ApiProvider } from '@/trpc/provider';
import { Wordmark } from './wordmark';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Tandem', template: '%s · Tandem' },
  description: 'A task list with two ways in: this page, and an exact REST API.',
};

export const viewport: Viewport = { colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A page of the build would have no nonce for its scripts.
  await connection();
  return (
    <html lang="en">
      <body>
        <header className="column pt-8 pb-12">
          <Link href="/" aria-label="Tandem, to the start" className="inline-block">
            <Wordmark />
          </Link>
        </header>
        <main className="column pb-16">
          <noscript>
            <p>
              These pages need JavaScript. The same tasks can be reached over the API without it.
            </p>
          </noscript>
          <ApiProvider>{children}</ApiProvider>
        </main>
      </body>
    </html>
  );
}
