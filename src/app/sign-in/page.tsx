import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { SignInForm } from '@/components/session/sign-in-form';
import { leadingTo, toDestination } from '@/contract/destination';
import { passOn } from '../visitor';

export const metadata: Metadata = { title: 'Sign in' };

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const destination = toDestination((await searchParams).next) as Route;
  await passOn(destination);
  return (
    <div className="max-w-sm">
      <h1 className="heading mb-8 text-4xl">Sign in</h1>
      <SignInForm destination={destination} />
      <p className="mt-6 text-muted">
        New here? <Link href={leadingTo(destination, '/sign-up') as Route}>Sign up</Link>
      </p>
      <p className="mt-3 text-muted">
        Forgotten your password? No mail is sent from here: ask whoever runs this Tandem to help
        you.
      </p>
    </div>
  );
}
