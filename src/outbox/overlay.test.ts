import { expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { overlay } from './overlay';

const task: Task = {
  id: -1,
  user_id: 'ada',
  title: 'Buy milk',
  description: null,
  completed: false,
  due_date: null,
  priority: 'none',
  tags: [],
  created_at: '2026-11-21T09:30:00.123456Z',
  updated_at: '2026-11-21T09:30:00.123456Z',
  version: 0,
};

test('a task that is brought back has the id that it was given meanwhile', () => {
  const command = { op: 'restore', id: 17, seen: task } as const;
  expect(overlay('ada', [], [{ key: 'key', at: 1, command }])).toEqual([{ ...task, id: 17 }]);
});
