import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { SignUpForm } from '@/components/session/sign-up-form';
import { leadingTo, toDestination } from '@/contract/destination';
import { passOn } from '../visitor';

export const metadata: Metadata = { title: 'Sign up' };

interface SignUpPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  const destination = toDestination((await searchParams).next) as Route;
  await passOn(destination);
  return (
    <div className="max-w-sm">
      <h1 className="heading mb-8 text-4xl">Sign up</h1>
      <SignUpForm destination={destination} />
      <p className="mt-6 text-muted">
        Already have an account?{' '}
        <Link href={leadingTo(destination, '/sign-in') as Route}>Sign in</Link>
      </p>
    </div>
  );
}
