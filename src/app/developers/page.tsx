import type { Metadata } from 'next';
import { Developers } from '@/components/developers/developers';
import { findVisitor } from '../visitor';

export const metadata: Metadata = { title: 'Developers' };

export default async function DevelopersPage() {
  return <Developers known={(await findVisitor())?.user} />;
}
