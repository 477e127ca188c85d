import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Developers } from '@/components/developers';
import { hasSessionCookie } from '../session-cookie';

export const metadata: Metadata = { title: 'Developers' };

export default async function DevelopersPage() {
  if (!(await hasSessionCookie())) redirect('/sign-in');
  return <Developers />;
}
