import { type CallOptions, type Connection } from './connection.js';
import { changesOf } from './changes.js';
import {
  bulkTasks,
  createTask,
  deleteTask,
  getTask,
  listDeleted,
  listTasks,
  restoreTask,
  toggleTask,
  updateTask,
} from './generated/sdk.gen.js';
import type {
  BulkTasks,
  CreateTask,
  DeletedTask,
  ListTasksData,
  Task,
  TaskChange,
  UpdateTask,
} from './generated/types.gen.js';
import { itemsOf } from './pages.js';
import { randomKey } from './random-key.js';

/** Which tasks, and in which order. */
export type TaskQuery = Omit<NonNullable<ListTasksData['query']>, 'limit' | 'cursor'>;

export interface ListOptions extends CallOptions {
  /** How many tasks come with one request, 1 to 500; 100 by default. */
  pageSize?: number;
}

export interface WriteOptions extends CallOptions {
  /** The version that the task has to have; where somebody was faster, the call is rejected with a 412. */
  ifVersion?: number;
}

export interface OnceOptions extends CallOptions {
  /** Names the request: for 24 hours it is done once, however often it is sent. Each call makes its own by default. */
  idempotencyKey?: string;
}

export type Tasks = ReturnType<typeof tasksOf>;

/** What can be done with the tasks of the user. */
export function tasksOf(connection: Connection) {
  const { client, owner } = connection;
  return {
    ...changesOf(connection),
    all,
    list,
    create,
    get,
    update,
    toggle,
    delete: remove,
    restore,
    deleted,
    bulk,
  };

  /** All tasks that the query asks for, by one request. */
  async function all(query: TaskQuery = {}, options: CallOptions = {}): Promise<Task[]> {
    return (await listTasks({ ...client, ...options, path: await owner(), query })).data;
  }

  /** The tasks that the query asks for, as they are wanted; nothing is skipped or repeated while others come and go. */
  function list(query: TaskQuery = {}, { pageSize = 100, ...options }: ListOptions = {}) {
    return itemsOf<Task>(async (cursor) => {
      const page = { ...query, limit: pageSize, ...(cursor !== undefined && { cursor }) };
      const answer = await listTasks({ ...client, ...options, path: await owner(), query: page });
      return { items: answer.data, response: answer.response };
    });
  }

  /** Makes a task, once, however often it has to be sent. */
  async function create(body: CreateTask, options: OnceOptions = {}): Promise<Task> {
    return (await createTask({ ...client, ...once(options), path: await owner(), body })).data;
  }

  async function get(id: number, options: CallOptions = {}): Promise<Task> {
    return (await getTask({ ...client, ...options, path: { ...(await owner()), id } })).data;
  }

  /** Changes the fields that are given and no others; `null` clears. */
  async function update(id: number, body: UpdateTask, options: WriteOptions = {}): Promise<Task> {
    const path = { ...(await owner()), id };
    return (await updateTask({ ...client, ...conditional(options), path, body })).data;
  }

  /** Completes the task or reopens it. It is not sent again where the answer is lost: `update` with `completed` is. */
  async function toggle(id: number, options: WriteOptions = {}): Promise<Task> {
    const path = { ...(await owner()), id };
    return (await toggleTask({ ...client, ...conditional(options), path })).data;
  }

  /** Deletes the task; for 30 days it can be restored. */
  async function remove(id: number, options: WriteOptions = {}): Promise<void> {
    await deleteTask({ ...client, ...conditional(options), path: { ...(await owner()), id } });
  }

  /** Brings a deleted task back as it was. */
  async function restore(id: number, options: OnceOptions = {}): Promise<Task> {
    const path = { ...(await owner()), id };
    return (await restoreTask({ ...client, ...once(options), path })).data;
  }

  /** What can be brought back, the last deleted first. */
  function deleted({ pageSize = 100, ...options }: ListOptions = {}) {
    return itemsOf<DeletedTask>(async (cursor) => {
      const query = { limit: pageSize, ...(cursor !== undefined && { cursor }) };
      const answer = await listDeleted({ ...client, ...options, path: await owner(), query });
      return { items: answer.data.tasks, response: answer.response };
    });
  }

  /** Does up to 100 operations, all of them or none, and tells what each did. */
  async function bulk(
    operations: BulkTasks['operations'],
    options: OnceOptions = {},
  ): Promise<TaskChange[]> {
    const path = await owner();
    return (await bulkTasks({ ...client, ...once(options), path, body: { operations } })).data
      .changes;
  }
}

function once({ idempotencyKey = randomKey(), ...options }: OnceOptions) {
  return { ...options, headers: { 'Idempotency-Key': idempotencyKey } };
}

function conditional({ ifVersion, ...options }: WriteOptions) {
  return {
    ...options,
    ...(ifVersion !== undefined && { headers: { 'If-Match': `"${ifVersion}"` } }),
  };
}
