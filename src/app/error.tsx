'use client';

export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <>
      <h1 className="heading text-4xl">This page broke</h1>
      <p className="mt-6 mb-8 text-lg">Your tasks are safe on the server. Try the page again.</p>
      <button type="button" className="button" onClick={retry}>
        Try again
      </button>
    </>
  );
}
