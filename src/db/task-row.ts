import { tasks } from './schema/tasks';

/** The columns of a task, under their names on the wire. */
export const row = {
  id: tasks.id,
  user_id: tasks.userId,
  title: tasks.title,
  description: tasks.description,
  completed: tasks.completed,
  due_date: tasks.dueDate,
  priority: tasks.priority,
  tags: tasks.tags,
  created_at: tasks.createdAt,
  updated_at: tasks.updatedAt,
  version: tasks.version,
};
