import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test as base } from '@playwright/test';
import { start, type Tandem, useDataDirectory } from './server';

const test = base.extend<{ directory: string }>({ directory: useDataDirectory });
// Whole processes start here, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });

const BETTER_AUTH_SECRET = 'a secret of 32 characters or more';
/** What each session of a shell prints. */
const sessions = {
  'getting-started/api.md': [/^\{.*"Buy milk"/, /^\[\{.*"Buy milk".*\}\]$/],
  'guides/curl.md': [
    /^\{.*"status":422.*"must not be blank"}]} exit 22$/,
    /"Check the backup"/,
    /"Check the backup"/,
    /^\[\{.*"Call Sam"[^{]*\]$/,
    /^\[\{.*"Check the backup"[^{]*\]$/,
    /^304$/,
  ],
  'guides/syncing.md': [
    /^\{"changes":\[\{"type":"upsert".*"Call Sam".*"has_more":false\}$/,
    /^"status":410$/,
    /^data: \{"type":"upsert".*"Call Sam"/,
  ],
};
/** Whose programs are run elsewhere: by the tests of the SDK, and by the one that adds a resource. */
const elsewhere = ['guides/typescript.md', 'adding-a-resource.md'];

test('the sessions and programs of the guides do what they say, as they are pasted', async ({
  directory,
}) => {
  const tandem = await start({ DATA_DIR: directory, BETTER_AUTH_SECRET });
  for (const [guide, lines] of Object.entries(sessions)) {
    const printed = await run('bash', ['-euc', await program(guide, 'sh', tandem)]);
    const expected = lines.map((line) => expect.stringMatching(line));
    expect(printed.trim().split('\n'), guide).toEqual(expected);
  }
  const [promised] = await blocks('guides/python.md', 'text');
  const python = await program('guides/python.md', 'python', tandem);
  expect(await run('python3', ['-c', python])).toBe(promised);
});

for (const JWT_ALGORITHM of ['HS256', 'EdDSA']) {
  test(`another service verifies ${JWT_ALGORITHM} as the guide does, and nothing else`, async ({
    directory,
  }) => {
    const tandem = await start({ DATA_DIR: directory, BETTER_AUTH_SECRET, JWT_ALGORITHM });
    const { token, user } = await signUp(tandem);
    const strange = token.replace(/\.[^.]+$/, `.${'A'.repeat(86)}`);
    const [hs256 = '', eddsa = '', alone = ''] = await blocks('guides/tokens.md', 'js');
    const programs = JWT_ALGORITHM === 'HS256' ? [hs256] : [eddsa, alone];
    const others = [hs256, eddsa, alone].filter((each) => !programs.includes(each));
    for (const each of programs) {
      expect(await verify(tandem, each, token)).toBe(`${user.id}\n`);
      await expect(verify(tandem, each, strange)).rejects.toThrow(/refused|Signature|signature/);
      await expect(verify({ ...tandem, url: 'http://a' }, each, token)).rejects.toThrow();
    }
    for (const each of others) await expect(verify(tandem, each, token)).rejects.toThrow();
  });
}

test('no guide has a program that nobody runs', async () => {
  const names = await readdir('docs', { recursive: true });
  // Those who operate Tandem have drills of their own.
  const ours = names.filter(
    (name) => name.endsWith('.md') && !/^(decisions|operations|upgrading)/.test(name),
  );
  for (const name of ours) {
    const text = await readFile(path.join('docs', name), 'utf8');
    const isRun = [...Object.keys(sessions), ...elsewhere, 'guides/python.md', 'guides/tokens.md'];
    if (/^```(sh|bash|python|ts|js)\b/m.test(text)) expect(isRun, name).toContain(name);
  }
});

test('every link of the guides leads somewhere', async () => {
  const names = await readdir('docs', { recursive: true });
  for (const name of names.filter((each) => each.endsWith('.md'))) {
    const file = path.join('docs', name);
    for (const [, target = ''] of (await readFile(file, 'utf8')).matchAll(/\]\(([^)#:]+)[^):]*\)/g))
      await expect(
        readdir(path.dirname(path.join(path.dirname(file), target))),
        target,
      ).resolves.toContain(path.basename(target));
  }
});

async function signUp({ url }: Tandem) {
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: 'Ada', email: 'ada@example.com', password: 'correct horse' }),
  });
  return (await answer.json()) as { token: string; user: { id: string } };
}

/** What is in the fences of a language, one after the other. */
async function blocks(guide: string, language: string): Promise<string[]> {
  const text = await readFile(path.join('docs', guide), 'utf8');
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms');
  return [...text.matchAll(fence)].map(([, block = '']) => block);
}

async function program(guide: string, language: string, { url }: Tandem): Promise<string> {
  const text = (await blocks(guide, language)).join('\n');
  expect(text).toContain('http://localhost:3000');
  return text.replaceAll('http://localhost:3000', url);
}

function verify({ url }: Pick<Tandem, 'url'>, text: string, TOKEN: string): Promise<string> {
  const variables = { TANDEM_URL: url, BETTER_AUTH_SECRET, TOKEN };
  return run('node', ['--input-type=module', '-e', text], variables);
}

/** What a program prints. @throws Error with what it complains of. */
async function run(command: string, args: string[], variables = {}): Promise<string> {
  // Without proxies: they go to this machine.
  const { PATH, HOME, NODE_ENV } = process.env;
  const env = { PATH, HOME, NODE_ENV, ...variables };
  return (await promisify(execFile)(command, args, { env })).stdout;
}
