import Link from 'next/link';
import { redirect } from 'next/navigation';
import { hasSessionCookie } from './session-cookie';

interface HomePageProps {
  searchParams: Promise<{ account?: string | string[] }>;
}

export default async function HomePage({ searchParams }: HomePageProps) {
  const isGone = (await searchParams).account === 'deleted';
  if (!isGone && (await hasSessionCookie())) redirect('/tasks');
  return (
    <>
      {isGone && (
        <output className="mb-8 block">Your account is deleted, with everything in it.</output>
      )}
      <h1 className="heading text-5xl">
        One list,
        <br />
        two ways in.
      </h1>
      <p className="mt-6 max-w-prose text-lg">
        Keep your tasks on this page, and reach the same tasks from a script, another service or a
        generated client: everything the page can do, the API can do.
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        <Link href="/sign-up" className="button">
          Sign up
        </Link>
        <Link href="/sign-in" className="button-quiet">
          Sign in
        </Link>
      </div>
      <p className="mt-12 border-t border-line pt-6 text-muted">
        For programs: the{' '}
        <a href="/api/openapi.json" download>
          OpenAPI document
        </a>{' '}
        has every path, status and header.
      </p>
    </>
  );
}
