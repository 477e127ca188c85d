'use client';

import { FollowAppearance } from '@/components/settings/follow-appearance';
import { Broken } from './broken';
import './globals.css';

interface GlobalErrorPageProps {
  error: Error & { digest?: string };
}

/** Stands in for the layout when that breaks; Next's own page has styles that the policy of pages refuses. */
export default function GlobalErrorPage({ error }: GlobalErrorPageProps) {
  return (
    <html lang="en">
      <body>
        <FollowAppearance />
        <main className="column py-16">
          <Broken digest={error.digest}>
            <form>
              <button className="button">Try again</button>
            </form>
          </Broken>
        </main>
      </body>
    </html>
  );
}
