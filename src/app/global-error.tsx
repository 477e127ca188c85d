'use client';

import { FollowAppearance } from '@/components/follow-appearance';
import './globals.css';

/** Stands in for the layout when that breaks; Next's own page has styles that the policy of pages refuses. */
export default function GlobalErrorPage() {
  return (
    <html lang="en">
      <body>
        <FollowAppearance />
        <main className="column py-16">
          <h1 className="heading text-4xl">This page broke</h1>
          <p className="mt-6 mb-8 text-lg">
            Your tasks are safe on the server. Try the page again.
          </p>
          <form>
            <button className="button">Try again</button>
          </form>
        </main>
      </body>
    </html>
  );
}
