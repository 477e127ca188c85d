import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { TaskBoard } from '@/components/tasks/task-board';
import { keptDay } from '../kept-day';
import { prefetchTasks } from '../prefetch-tasks';
import { findVisitor } from '../visitor';

export const metadata: Metadata = { title: 'Your tasks' };

export default async function TasksPage() {
  const visitor = await findVisitor();
  return (
    <HydrationBoundary state={visitor && (await prefetchTasks(visitor))}>
      <TaskBoard known={visitor?.user} day={await keptDay()} />
    </HydrationBoundary>
  );
}
