/** Tells whether a path below the context of a build stays out of it, by the patterns of a `.dockerignore`. */
export function createIgnore(source: string): (file: string) => boolean {
  const patterns = source.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  if (patterns.some((pattern) => pattern.startsWith('!'))) {
    throw new Error('Exceptions in .dockerignore are not understood');
  }
  const expressions = patterns.map((pattern) => expressionOf(pattern.trim()));
  return (file) => expressions.some((expression) => expression.test(file));
}

/** Matches the path itself and what is in it. */
function expressionOf(pattern: string): RegExp {
  const parts = pattern.replaceAll(/[.+^$()[\]{}|]/g, String.raw`\$&`).split('**/');
  const [first = '', ...others] = parts.map((part) => part.replaceAll('*', '[^/]*'));
  return new RegExp(`^${[first, ...others].join('(?:.*/)?')}(?:/|$)`);
}
