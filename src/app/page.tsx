import Link from 'next/link';
import { redirect } from 'next/navigation';
import { DocsLink } from '@/components/ui/docs-link';
import { BothWays } from './both-ways';
import { hasSessionCookie } from './session-cookie';

interface HomePageProps {
  searchParams: Promise<{ account?: string | string[] }>;
}

const PROMISES = [
  ['At once', 'What you do shows before the server has it, and whatever is refused says why.'],
  ['Never lost', 'Offline, or in the middle of a reload: it waits, and is sent exactly once.'],
  ['Undone', 'Every change can be taken back, a deleted task for thirty days.'],
] as const;

export default async function HomePage({ searchParams }: HomePageProps) {
  const isGone = (await searchParams).account === 'deleted';
  if (!isGone && (await hasSessionCookie())) redirect('/tasks');
  return (
    <>
      {isGone && (
        <output className="mb-8 block">Your account is deleted, with everything in it.</output>
      )}
      <h1 className="heading text-5xl/[1.05] sm:text-6xl/[1.05]">
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
      <BothWays />
      <ul className="mt-14 grid gap-x-8 gap-y-6 sm:grid-cols-3">
        {PROMISES.map(([name, meaning]) => (
          <li key={name}>
            <h2 className="heading text-xl">{name}</h2>
            <p className="mt-1 text-muted">{meaning}</p>
          </li>
        ))}
      </ul>
      <p className="mt-14 border-t border-line pt-6 text-muted">
        For programs: the <DocsLink>API reference</DocsLink> has every path, status and header, to
        read and to try, and the{' '}
        <a href="/api/openapi.json" download>
          OpenAPI document
        </a>{' '}
        has them for generators.
      </p>
    </>
  );
}
