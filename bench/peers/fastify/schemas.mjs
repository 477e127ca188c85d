const label = (maxLength) => ({ type: 'string', maxLength, pattern: String.raw`\S` });
const orNull = (schema) => ({ ...schema, type: [schema.type, 'null'] });

const priority = { type: 'string', enum: ['none', 'low', 'medium', 'high'] };
const properties = {
  title: label(200),
  description: orNull({ type: 'string', maxLength: 1_000, pattern: String.raw`^[^\0]*$` }),
  completed: { type: 'boolean' },
  due_date: orNull({ type: 'string', format: 'date' }),
  priority,
  tags: { type: 'array', items: label(32), maxItems: 10, uniqueItems: true },
};
const body = { type: 'object', additionalProperties: false, properties };

export const CreateTask = { ...body, required: ['title'] };
export const UpdateTask = { ...body, minProperties: 1 };
export const ToggleTask = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: { completed: properties.completed },
};

export const ListTasks = {
  type: 'object',
  properties: { limit: { type: 'string', pattern: '^([1-9]\\d?|[1-4]\\d\\d|500)$' } },
};

export const Target = {
  type: 'object',
  properties: { user_id: { type: 'string' }, id: { type: 'string', pattern: '^[1-9]\\d{0,15}$' } },
};

/** What answers are written by; the serializer is compiled from it. */
export const Task = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    user_id: { type: 'string' },
    title: { type: 'string' },
    description: { type: 'string', nullable: true },
    completed: { type: 'boolean' },
    due_date: { type: 'string', nullable: true },
    priority,
    tags: { type: 'array', items: { type: 'string' } },
    created_at: { type: 'string' },
    updated_at: { type: 'string' },
    version: { type: 'integer' },
  },
};

export const Problem = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string' },
  },
};
