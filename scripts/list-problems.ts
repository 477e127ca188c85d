import { problemTypes } from '@/contract/problem';

/** Every type of problem, as a page for people. */
export function listProblems(): string {
  const rows = Object.entries(problemTypes).map(
    ([code, { status, slug, title, meaning }]) =>
      `| ${status} | \`${code}\` | ${title} | \`/problems/${slug}\` | ${meaning.replaceAll('|', '\\|')} |`,
  );
  return `# Problems

Written by \`npm run generate\` from \`src/contract/problem.ts\`; CI fails when it is out of date. Each \`type\` is the URL
of a page of the server that says the same. What to do about each status stands in [errors](guides/errors.md).

| status | code | title | page | means |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
