import { createPublishedKeys } from '@/testing/bad-token-pairs';
import type { Flaw } from '@/testing/bad-token-flaw';
import { ALGORITHMS, badTokenContext, flaws } from '@/testing/bad-tokens';
import { forge, HEADER } from '@/testing/forge';

interface Cases extends Pick<Flaw, 'why' | 'source'> {
  names: string[];
}

const INTRODUCTION = `# Tokens that are refused

Made by \`npm run generate\` from the tables of the tests (\`src/testing/bad-token*.ts\`): do not edit.

Each of these tokens is sent to a service with \`JWT_ALGORITHM=HS256\` and to one with \`EdDSA\`, by every way in: a call in the process, RPC, a batch over RPC, and REST. Each is answered with 401 and changes nothing, and a token made in the same way without the flaw is accepted.
`;

/** The cases of all flaws as a page in Markdown. */
export function listTokenRefusals(): string {
  const lists = ALGORITHMS.map(casesWith);
  const [shared = [], published = []] = lists.map((list) => list.flatMap(({ names }) => names));
  const rows = mergeByReason(lists.flat()).map(
    ({ why, names, source }) => `| ${why} | ${names.map(escape).join(' · ')} | ${source} |`,
  );
  return [
    INTRODUCTION,
    `There are ${shared.length} for HS256 and ${published.length} for EdDSA.\n`,
    '| Why it must be refused | Cases | Sources |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** Only the names are used, so that any context does. */
function casesWith(algorithm: (typeof ALGORITHMS)[number]): Cases[] {
  const url = 'https://tasks.example';
  const claims = { sub: 'ann', sid: 'session', iat: 0, iss: url, aud: url };
  const context = badTokenContext(algorithm, {
    token: forge(HEADER, claims, 'secret'),
    secret: 'a secret of 32 characters or more',
    keys: createPublishedKeys(),
    endedSid: 'ended',
    sessionCookie: 'token.signature',
    decoy: 'https://decoy.example',
  });
  return flaws(context).map(({ why, source, tokens }) => ({
    why,
    source,
    names: Object.keys(tokens),
  }));
}

function mergeByReason(cases: Cases[]): Cases[] {
  const merged = new Map<string, Cases>();
  for (const { why, source, names } of cases) {
    const known = merged.get(why)?.names ?? [];
    merged.set(why, { why, source, names: [...new Set([...known, ...names])] });
  }
  return [...merged.values()];
}

function escape(name: string): string {
  return name.replace(/[\\|*_<>`[\]]/g, String.raw`\$&`);
}
