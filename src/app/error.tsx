'use client';

import { Broken } from './broken';

interface ErrorPageProps {
  error: Error & { digest?: string };
  retry: () => void;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <Broken digest={error.digest}>
      <button type="button" className="button" onClick={retry}>
        Try again
      </button>
    </Broken>
  );
}
