import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { exampleOf } from '@/api/openapi-problems';
import { DocsLink } from '@/components/ui/docs-link';
import { type ProblemCode, problemTypes } from '@/contract/problem';
import { getServices } from '@/services';

interface ProblemPageProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: ProblemPageProps): Promise<Metadata> {
  return { title: problemTypes[findCode((await params).slug)].title };
}

export default async function ProblemPage({ params }: ProblemPageProps) {
  const code = findCode((await params).slug);
  const { status, title, meaning } = problemTypes[code];
  const { BETTER_AUTH_URL } = (await getServices()).env;
  return (
    <>
      <p className="text-muted">Problem of the API</p>
      <h1 className="heading mt-1 text-4xl">{title}</h1>
      <p className="mt-6 max-w-prose text-lg">{meaning}</p>
      <dl className="mt-8 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 border-t border-line pt-6">
        <dt className="text-muted">HTTP status</dt>
        <dd>{status}</dd>
        <dt className="text-muted">Code</dt>
        <dd className="break-all">
          <code>{code}</code>
        </dd>
      </dl>
      <h2 className="heading mt-10 mb-3 text-2xl">As it is sent</h2>
      <pre className="code whitespace-pre-wrap">
        {JSON.stringify(exampleOf(code, BETTER_AUTH_URL), undefined, 2)}
      </pre>
      <p className="mt-6 max-w-prose text-muted">
        <code>detail</code> says what was wrong with a request, and <code>instance</code> which one
        it was: whoever runs this service finds it in the log by that. The{' '}
        <DocsLink>API reference</DocsLink> tells of every operation which problems it answers with.
      </p>
    </>
  );
}

function findCode(slug: string): ProblemCode {
  const found = Object.entries(problemTypes).find(([, type]) => type.slug === slug);
  if (!found) notFound();
  return found[0] as ProblemCode;
}
