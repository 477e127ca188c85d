import type { Task } from '@/contract/tasks';

/** A task of Ada's with a title and nothing else, where the test does not say otherwise. */
export function taskWith(own: Partial<Task> = {}): Task {
  return {
    id: 17,
    user_id: 'ada',
    title: 'Buy milk',
    description: null,
    completed: false,
    due_date: null,
    priority: 'none',
    tags: [],
    created_at: '2026-11-21T09:30:00.123456Z',
    updated_at: '2026-11-21T09:30:00.123456Z',
    version: 1,
    ...own,
  };
}
