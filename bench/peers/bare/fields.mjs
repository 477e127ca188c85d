import { invalid } from '../problems.mjs';

const PRIORITIES = ['none', 'low', 'medium', 'high'];

const rules = {
  title: (value) => isLabel(value, 200),
  description: (value) => value === null || isText(value, 1_000),
  completed: (value) => typeof value === 'boolean',
  due_date: (value) => value === null || isDay(value),
  priority: (value) => PRIORITIES.includes(value),
  tags: (value) => Array.isArray(value) && areTags(value),
};

/** The known fields of a body, checked and trimmed. */
export function checkTask(body) {
  const fields = {};
  for (const name in rules) {
    const value = body[name];
    if (value === undefined) continue;
    if (!rules[name](value)) throw invalid(`${name}: is not valid`);
    fields[name] = value;
  }
  if (fields.title !== undefined) fields.title = fields.title.trim();
  if (fields.tags !== undefined) fields.tags = fields.tags.map((tag) => tag.trim());
  return fields;
}

/** Whether JSON is an object. */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value, max) {
  if (typeof value !== 'string' || /[\0\p{Surrogate}]/u.test(value)) return false;
  return value.length <= max || [...value].length <= max;
}

function isLabel(value, max) {
  return typeof value === 'string' && value.trim() !== '' && isText(value.trim(), max);
}

function isDay(value) {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function areTags(tags) {
  const areLabels = tags.every((tag) => isLabel(tag, 32));
  return (
    areLabels && tags.length <= 10 && new Set(tags.map((tag) => tag.trim())).size === tags.length
  );
}
