import type { Metadata } from 'next';
import Link from 'next/link';
import { SignInForm } from '@/components/session/sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

export default function SignInPage() {
  return (
    <div className="max-w-sm">
      <h1 className="heading mb-8 text-4xl">Sign in</h1>
      <SignInForm />
      <p className="mt-6 text-muted">
        New here? <Link href="/sign-up">Sign up</Link>
      </p>
    </div>
  );
}
