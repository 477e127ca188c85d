import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { TaskBoard } from '@/components/task-board';
import { hasSessionCookie } from '../session-cookie';

export const metadata: Metadata = { title: 'Your tasks' };

export default async function TasksPage() {
  if (!(await hasSessionCookie())) redirect('/sign-in');
  return <TaskBoard />;
}
