'use client';

import { CutOff } from '@/components/outgoing/cut-off';
import { SignedIn, type SignedInProps } from '@/components/session/signed-in';
import { DocsLink } from '@/components/ui/docs-link';
import { CopyButton } from './copy-button';
import { DeveloperToken } from './developer-token';

/** What whoever is signed in needs to reach their tasks with a program. */
export function Developers({ known }: Pick<SignedInProps, 'known'>) {
  return (
    <SignedIn known={known}>
      {(user) => (
        <>
          <CutOff />
          <h1 className="heading text-4xl">Developers</h1>
          <p className="mt-4 mb-10 text-lg">
            Everything these pages can do, a program can do too. The{' '}
            <DocsLink>API reference</DocsLink> has every path, status and header, with your token to
            try them; generators read the{' '}
            <a href="/api/openapi.json" download>
              OpenAPI document
            </a>
            .
          </p>
          <div key={user.id} className="grid grid-cols-1 gap-12">
            <section aria-labelledby="user-id">
              <div className="to-copy">
                <div>
                  <h2 id="user-id" className="heading text-2xl">
                    Your user id
                  </h2>
                  <p className="mt-2 text-muted">A part of every path.</p>
                </div>
                <CopyButton name="your user id" text={user.id} />
              </div>
              <p className="code">{user.id}</p>
            </section>
            <DeveloperToken userId={user.id} />
          </div>
        </>
      )}
    </SignedIn>
  );
}
