import * as fc from 'fast-check';
import { mostly } from './hostile-text';

const TRICKS: ((path: string) => string)[] = [
  (path) => path.replaceAll('/', '//'),
  (path) => `/${path}`,
  (path) => path.replace('/tasks', '/./tasks'),
  (path) => path.replace('/tasks', '/x/../tasks'),
  (path) => path.replace('/tasks', '/x/%2e%2e/tasks'),
  (path) => path.replace('/tasks', '/..%2F..%2Ftasks'),
  (path) => path.replace('/tasks', '%2Ftasks'),
  (path) => path.replace('/tasks', '\\tasks'),
  (path) => path.replace('/tasks', ';x=y/tasks'),
  (path) => path.replace('/tasks', './tasks'),
  (path) => path.replace('/tasks', '%00/tasks'),
  (path) => path.replace('/tasks', '/%c0%ae%c0%ae/tasks'),
  (path) => path.replace('/tasks', '/tasks%'),
  (path) => path.replace('/api', '/API'),
  (path) => path.replace('/api', '/%61pi'),
  (path) => path.replace('/api', '/api/..;/api'),
  (path) => path.replace('/api/', '/api/%75'),
  (path) => `${path}/`,
  (path) => `${path}.`,
  (path) => `${path}#x`,
  (path) => `${path}?`,
  (path) => `${path}%0d%0a`,
  (path) => `${path}.json`,
  (path) => `http://evil.example${path}`,
  (path) => `http://localhost:x${path}`,
  (path) => `http://[${path}`,
  () => '*',
  (path) => `${path}?${'x'.repeat(7_000)}`,
];

/** A path as it is, or written so that two readers might not read the same in it. */
export function tricked(path: string): fc.Arbitrary<string> {
  return mostly(
    fc.constant(path),
    fc.constantFrom(...TRICKS).map((trick) => trick(path)),
    12,
  );
}
