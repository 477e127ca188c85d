import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { problemTypes } from '@/contract/problem';

interface ProblemPageProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: ProblemPageProps): Promise<Metadata> {
  return { title: findProblem((await params).slug).title };
}

export default async function ProblemPage({ params }: ProblemPageProps) {
  const { code, status, title, meaning } = findProblem((await params).slug);
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
    </>
  );
}

function findProblem(slug: string) {
  const found = Object.entries(problemTypes).find(([, type]) => type.slug === slug);
  if (!found) notFound();
  return { code: found[0], ...found[1] };
}
