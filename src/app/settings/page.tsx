import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Settings } from '@/components/settings';
import { hasSessionCookie } from '../session-cookie';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  if (!(await hasSessionCookie())) redirect('/sign-in');
  return <Settings />;
}
