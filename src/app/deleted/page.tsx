import type { Metadata } from 'next';
import { DeletedBoard } from '@/components/deleted/deleted-board';
import { findVisitor } from '../visitor';

export const metadata: Metadata = { title: 'Deleted tasks' };

export default async function DeletedPage() {
  return <DeletedBoard known={(await findVisitor())?.user} />;
}
