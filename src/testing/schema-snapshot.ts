import { procedures } from './clients';

/** What the schemas of every procedure are made of, as plain data to compare. */
export function snapshotSchemas(): Record<string, unknown> {
  const schemas = Object.entries(procedures).map(([name, { _def }]) => {
    const { inputs, output } = _def as unknown as { inputs: unknown[]; output?: unknown };
    return [name, plain([...inputs, output], [])];
  });
  return Object.fromEntries(schemas);
}

function plain(value: unknown, above: unknown[]): unknown {
  if (typeof value === 'function' || value instanceof RegExp) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return 'itself';
  if ('_zod' in value) return plain((value._zod as { def: unknown }).def, [...above, value]);
  const fields = Object.entries(value instanceof Set ? [...value] : value);
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field, [...above, value])]));
}
