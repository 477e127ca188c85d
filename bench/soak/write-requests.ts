import { randomUUID } from 'node:crypto';
import type { Write } from './books';
import { newTitle, someFields } from './fields';
import { pathOf, type Person } from './people';
import type { Random } from './random';

/** A request that changes tasks. */
export interface WriteRequest {
  method: string;
  path: string;
  json?: object;
  headers?: Record<string, string>;
  /** What it asks for, in the order in which the answer tells. */
  writes: Write[];
  /** Statuses that say that nothing was written, and are no surprise. */
  refusals?: number[];
}

let bulks = 0;

export function create(person: Person, random: Random): WriteRequest {
  const fields = { title: newTitle(person), ...someFields(random) };
  return {
    method: 'POST',
    path: pathOf(person),
    json: fields,
    writes: [{ kind: 'create', fields }],
  };
}

/** With a key, it is sent again until it is answered. */
export function createOnce(person: Person, random: Random): WriteRequest {
  return { ...create(person, random), headers: { 'idempotency-key': randomUUID() } };
}

export function update(person: Person, random: Random): WriteRequest {
  const id = anyTask(person, random);
  const fields = { title: newTitle(person), ...someFields(random) };
  const write: Write = { kind: 'update', id, fields };
  return conditional(person, random, { method: 'PUT', path: `/${id}`, json: fields, write });
}

export function toggle(person: Person, random: Random): WriteRequest {
  const id = anyTask(person, random);
  const fields = random.chance(0.5) ? { completed: random.chance(0.5) } : undefined;
  const write: Write = { kind: 'toggle', id, ...(fields && { fields }) };
  const request = { method: 'PATCH', path: `/${id}/complete`, write };
  return conditional(person, random, fields ? { ...request, json: fields } : request);
}

export function remove(person: Person, random: Random): WriteRequest {
  const id = anyTask(person, random);
  const write: Write = { kind: 'delete', id };
  return conditional(person, random, { method: 'DELETE', path: `/${id}`, write });
}

export function restore(person: Person, random: Random): WriteRequest {
  const [id] = person.deleted;
  if (id === undefined) return create(person, random);
  person.deleted.delete(id);
  return {
    method: 'POST',
    path: pathOf(person, `/${id}/restore`),
    writes: [{ kind: 'restore', id }],
  };
}

export function bulk(person: Person, random: Random): WriteRequest {
  bulks += 1;
  const ids = random.shuffle([...person.versions.keys()]).slice(0, random.between(2, 4));
  const writes: Write[] = [
    { kind: 'create', fields: { title: newTitle(person), ...someFields(random) }, bulk: bulks },
    ...ids.map((id, index): Write => {
      if (index === 0) return { kind: 'toggle', id, bulk: bulks };
      if (index === 1) return { kind: 'delete', id, bulk: bulks };
      return { kind: 'update', id, fields: { title: newTitle(person) }, bulk: bulks };
    }),
  ];
  return {
    method: 'POST',
    path: pathOf(person, '/bulk'),
    json: { operations: writes.map(toOperation) },
    ...(random.chance(0.5) && { headers: { 'idempotency-key': randomUUID() } }),
    writes,
    refusals: [404],
  };
}

function toOperation({ kind, id, fields }: Write): object {
  return { op: kind === 'toggle' ? 'complete' : kind, id, ...fields };
}

/**
 * Says what version was seen: of what has a title of its own sometimes, else always, so that no two
 * writes explain the same change.
 */
function conditional(
  person: Person,
  random: Random,
  { path, write, ...request }: { method: string; path: string; json?: object; write: Write },
): WriteRequest {
  const isMarked = write.kind === 'update';
  const version = isMarked && random.chance(0.6) ? undefined : person.versions.get(write.id ?? 0);
  return {
    ...request,
    path: pathOf(person, path),
    ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
    writes: [version === undefined ? write : { ...write, ifMatch: version }],
    refusals: version === undefined ? [404] : [404, 412],
  };
}

function anyTask({ versions }: Person, random: Random): number {
  return random.pick([...versions.keys()]);
}
