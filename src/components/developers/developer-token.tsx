import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { accessToken } from '@/auth/client';
import { Failure } from '@/components/ui/failure';
import { CopyButton } from './copy-button';
import { Expiry } from './expiry';
import { SnippetBox } from './snippet-box';
import { snippets } from './snippets';
import { useToken } from './use-token';

const DOTS = '•'.repeat(12);

/** The token, as dots until somebody asks for it, and programs that use it. */
export function DeveloperToken({ userId }: { userId: string }) {
  const token = useToken();
  const [isShown, setIsShown] = useState(false);
  // What it gives would stay in a cache.
  const renewing = useMutation({ mutationFn: async () => void (await accessToken(token)) });
  if (!token) return null;
  const access = { origin: window.location.origin, userId, token };
  const seen = isShown ? token : DOTS;
  return (
    <>
      <section aria-labelledby="token">
        <div className="to-copy">
          <div>
            <h2 id="token" className="heading text-2xl">
              Your token
            </h2>
            <Expiry token={token} />
          </div>
          <CopyButton name="your token" text={token} />
        </div>
        <p className="code">
          {!isShown && <span className="sr-only">Hidden</span>}
          <span aria-hidden={!isShown}>{seen}</span>
        </p>
        <div className="my-3 flex flex-wrap items-center gap-3">
          <button type="button" className="button-quiet" onClick={() => setIsShown(!isShown)}>
            {isShown ? 'Hide the token' : 'Show the token'}
          </button>
          <button
            type="button"
            className="button-quiet"
            aria-disabled={renewing.isPending}
            onClick={() => renewing.isPending || renewing.mutate()}
          >
            Get a new one
          </button>
          <output>{renewing.isSuccess && 'This is a new one.'}</output>
          {renewing.isError && <Failure error={renewing.error} />}
        </div>
        <p className="text-muted">
          Whoever has it can do what you can. Signing out here ends it; a program that should go on
          signs in by itself, with{' '}
          <code className="wrap-anywhere">POST /api/auth/sign-in/email</code>.
        </p>
      </section>
      <section aria-labelledby="snippets" className="grid grid-cols-1 gap-8">
        <h2 id="snippets" className="heading text-2xl">
          First calls
        </h2>
        {snippets.map(({ name, hint, code }) => (
          <SnippetBox
            key={name}
            name={name}
            hint={hint}
            code={code(access)}
            seen={code({ ...access, token: seen })}
          />
        ))}
      </section>
    </>
  );
}
