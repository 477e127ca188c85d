import type { TaskOperation } from '@/contract/task-bulk';
import { ListTasks } from '@/contract/tasks';
import type { Db } from '@/db/client';
import { listDeleted } from '@/db/deleted-tasks';
import type { Attempt } from '@/db/idempotency';
import { restoreTask } from '@/db/restore-task';
import { writeTasks } from '@/db/task-bulk';
import { listChanges } from '@/db/task-changes';
import { listTasks } from '@/db/task-list';
import { findRevision } from '@/db/task-revisions';
import { createTask, deleteTask, findTask, toggleTask, updateTask } from '@/db/tasks';
import { writeTaskOnce } from '@/db/write-once';

interface Call {
  name: string;
  /** What its statement does, in a sentence. */
  does: string;
  call: (db: Db, userId: string, id: number) => Promise<unknown>;
  /** What has to be done before. */
  before?: Call['call'];
}

const MAX = 1_000_000;
const CREATE = { op: 'create', title: 'Buy milk' } as const;
const FILTERS = {
  status: 'pending',
  priority: 'medium',
  tag: 'home',
  search: 'report',
  due_after: '2026-12-02',
  due_before: '2027-02-01',
};

/** A call for each statement of the API, which sends that statement last. */
export const STATEMENTS: Call[] = [
  {
    name: 'get',
    does: 'Finds a task by its owner and id, in the primary key.',
    call: (db, userId, id) => findTask(db, userId, id),
  },
  list('list', 'Reads every task of a user, the newest first, each with the revision of the list.'),
  list('first page', 'Reads 51 tasks in the order of the index, one more than it shows.', {
    limit: 50,
  }),
  nextPage('next page', 'Goes on in the index behind the last task of the page before.', {}),
  ...(['updated', 'title', 'due_date', 'priority'] as const).flatMap((sort) => [
    list(`first page by ${sort}`, 'Sorts what the user has and keeps the first 51.', {
      sort,
      limit: 50,
    }),
    nextPage(`next page by ${sort}`, 'Sorts what is behind the page before and keeps 51.', {
      sort,
    }),
  ]),
  list('filtered list', 'Reads the tasks of a user and keeps those that match.', FILTERS),
  list('page of what is not done', 'Is not prepared either.', {
    status: 'pending',
    limit: 50,
  }),
  list('filtered page', 'Is not prepared, so that it always has its own plan.', {
    ...FILTERS,
    limit: 50,
  }),
  {
    name: 'revision',
    does: 'Tells whether an unchanged list may be answered with 304.',
    call: (db, userId) => findRevision(db, userId),
  },
  {
    name: 'create',
    does: 'Takes the next revision, unless the user has as many tasks as they may, and adds the task with it.',
    call: (db, userId) => createTask(db, userId, { title: 'Buy milk' }, MAX),
  },
  {
    name: 'update',
    does: 'Locks the revision, changes the task and counts the revision if there was one to change.',
    call: (db, userId, id) => updateTask(db, userId, id, { title: 'Buy milk' }),
  },
  {
    name: 'update with If-Match',
    does: 'Does so only if the task has one of these versions.',
    call: async (db, userId, id) => {
      const versions = [(await findTask(db, userId, id))?.version ?? 0];
      return updateTask(db, userId, id, { title: 'Buy milk' }, versions);
    },
  },
  {
    name: 'toggle',
    does: 'Flips whether the task is done, under the same lock.',
    call: (db, userId, id) => toggleTask(db, userId, id, undefined),
  },
  {
    name: 'delete',
    does: 'Marks the task as deleted, under the same lock.',
    call: (db, userId, id) => deleteTask(db, userId, id),
  },
  {
    name: 'restore',
    does: 'Takes the mark away, unless the user has as many tasks as they may.',
    before: deleteTask,
    call: (db, userId, id) => restoreTask(db, userId, id, MAX),
  },
  {
    name: 'create with a key',
    does: 'Does a list of one operation, and keeps its answer, unless another attempt runs or has kept one.',
    call: (db, userId) => writeTaskOnce(db, attemptOf(userId), CREATE, MAX),
  },
  {
    name: 'the same again',
    does: 'Finds the answer that was kept, and locks nothing.',
    before: (db, userId) => writeTaskOnce(db, attemptOf(userId), CREATE, MAX),
    call: (db, userId) => writeTaskOnce(db, attemptOf(userId), CREATE, MAX),
  },
  {
    name: 'bulk of 1',
    does: 'Locks the revision, plans what each operation comes to, and does all of it or nothing.',
    call: (db, userId, id) => writeTasks(db, userId, operationsOn([id]), MAX),
  },
  {
    name: 'bulk of 100',
    does: 'Is the same statement, here with updates of 20 tasks and 80 new ones.',
    call: async (db, userId) => {
      const query = ListTasks.parse({ user_id: userId, limit: 20 });
      const ids = (await listTasks(db, userId, query))?.tasks.map(({ id }) => id) ?? [];
      const created = Array.from({ length: 100 - ids.length }, () => CREATE);
      return writeTasks(db, userId, [...operationsOn(ids), ...created], MAX);
    },
  },
  {
    name: 'changes',
    does: 'Reads what came after a version in the order of the index, beside the revision.',
    call: (db, userId) => listChanges(db, userId, { version: 5, began: 0 }, 100),
  },
  {
    name: 'deleted tasks',
    does: 'Reads what was deleted last, in the order of the index, beside the revision.',
    before: deleteTask,
    call: (db, userId) => listDeleted(db, userId, { limit: 50 }),
  },
];

function attemptOf(userId: string): Attempt {
  return { userId, key: 'a key', fingerprint: 'a fingerprint' };
}

function operationsOn(ids: number[]): TaskOperation[] {
  return ids.map((id) => ({ op: 'update', id, title: 'Buy oat milk' }));
}

function list(name: string, does: string, query: object = {}): Call {
  const call = (db: Db, userId: string) =>
    listTasks(db, userId, ListTasks.parse({ user_id: userId, ...query }));
  return { name, does, call };
}

function nextPage(name: string, does: string, query: object): Call {
  return {
    name,
    does,
    call: async (db, userId) => {
      const page = ListTasks.parse({ user_id: userId, ...query, limit: 10 });
      const first = await listTasks(db, userId, page);
      return listTasks(db, userId, { ...page, limit: 50, cursor: first?.next });
    },
  };
}
