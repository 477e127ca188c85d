/** The members of a `text[]` as PostgreSQL prints it: `{a,"b c"}`. They are never null. */
export function fromTextArray(printed: string): string[] {
  if (printed === '{}') return [];
  // What is not quoted has nothing that could end or escape it.
  if (!printed.includes('"')) return printed.slice(1, -1).split(',');
  const members = printed.match(/"(?:[^"\\]|\\.)*"|[^",{}]+/gs) ?? [];
  return members.map((member) =>
    member.startsWith('"') ? member.slice(1, -1).replaceAll(/\\(.)/gs, '$1') : member,
  );
}
