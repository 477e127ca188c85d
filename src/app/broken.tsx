import type { ReactNode } from 'react';
import { Reference } from '@/components/ui/reference';

interface BrokenProps {
  /** Names a failure of the server in its log; one in the browser has none. */
  digest: string | undefined;
  /** The way to try again. */
  children: ReactNode;
}

/** Says that a page has failed. */
export function Broken({ digest, children }: BrokenProps) {
  return (
    <>
      <h1 className="heading text-4xl">This page broke</h1>
      <p className="mt-6 mb-8 text-lg">Your tasks are safe on the server. Try the page again.</p>
      <div className="grid justify-items-start gap-8">
        {children}
        {digest && <Reference of="Failure" id={digest} />}
      </div>
    </>
  );
}
