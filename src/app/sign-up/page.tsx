import type { Metadata } from 'next';
import Link from 'next/link';
import { SignUpForm } from '@/components/session/sign-up-form';

export const metadata: Metadata = { title: 'Sign up' };

export default function SignUpPage() {
  return (
    <div className="max-w-sm">
      <h1 className="heading mb-8 text-4xl">Sign up</h1>
      <SignUpForm />
      <p className="mt-6 text-muted">
        Already have an account? <Link href="/sign-in">Sign in</Link>
      </p>
    </div>
  );
}
