import type { Metadata } from 'next';
import { Settings } from '@/components/settings/settings';
import { findVisitor } from '../visitor';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  return <Settings known={(await findVisitor())?.user} />;
}
