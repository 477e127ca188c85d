import type { Metadata } from 'next';
import { ApiReference } from '@/components/reference/api-reference';
import { hasSessionCookie } from '../session-cookie';

export const metadata: Metadata = {
  title: 'API reference',
  description: 'Every path of the Tandem API, to read and to try.',
};

export default async function DocsPage() {
  return <ApiReference hasSession={await hasSessionCookie()} />;
}
