import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Texts in place of files. */
type Texts = Record<string, string>;

const root = path.resolve(import.meta.dirname, '../..');
const page = path.join(root, 'src/app/tasks/page.tsx');
const client = path.join(root, 'src/components/some-client.ts');
const sources = new Map<string, ts.SourceFile | undefined>();

/** Uses what the page may not. */
const CLIENT = `
import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '@/api/router';

export async function use({ tasks }: TRPCClient<AppRouter>) {
  const { cursor, has_more } = await tasks.changes.query({ user_id: 'me', since: '' });
  const { unsubscribe } = tasks.onChange.subscribe(
    { user_id: 'me', lastEventId: cursor },
    { onData: ({ data }) => (data.type === 'delete' ? data.id : data.task.title) },
  );
  const operations = [{ op: 'complete' as const, id: 17 }];
  const { changes } = await tasks.bulk.mutate({ user_id: 'me', operations });
  const { title } = await tasks.restore.mutate({ user_id: 'me', id: 17 });
  return { has_more, unsubscribe, changes, title };
}`;

/** What is renamed in a file of the contract, and what the compiler says of its clients then. */
const renames: [file: string, from: string, to: string, complaint: RegExp][] = [
  [
    'tasks',
    'completed: z',
    'done: z',
    /^src\/components\/tasks\/task-.*'completed' does not exist/,
  ],
  ['task-changes', 'since: cursor', 'from: cursor', /some-client.*'since' does not exist/],
  ['task-changes', 'lastEventId:', 'after:', /some-client.*'lastEventId' does not exist/],
  ['task-changes', 'has_more: z', 'more: z', /some-client.*'has_more' does not exist/],
  ['task-changes', 'task: Task }', 'item: Task }', /some-client.*'task' does not exist/],
  ['task-bulk', "'complete')", "'finish')", /some-client.*'"complete"' is not assignable/],
  ['task-bulk', '{ changes: z', '{ done: z', /some-client.*'changes' does not exist/],
];

test('renaming a field of the contract breaks the compilation of its clients', () => {
  const written: Texts = { [client]: CLIENT };
  for (const [file] of renames) written[contract(file)] = ts.sys.readFile(contract(file)) ?? '';
  expect(complaintsOfBrowserSide(written)).toEqual([]);

  const renamed = { ...written };
  for (const [file, from, to] of renames) {
    const text = renamed[contract(file)] ?? '';
    expect(text).toContain(from);
    renamed[contract(file)] = text.replace(from, to);
  }
  const complaints = complaintsOfBrowserSide(renamed);
  for (const [, , , complaint] of renames) {
    expect(complaints).toContainEqual(expect.stringMatching(complaint));
  }
}, 300_000);

function contract(name: string): string {
  return path.join(root, `src/contract/${name}.ts`);
}

/** What the compiler says of the files in `components/` and `app/` when these texts are there. */
function complaintsOfBrowserSide(texts: Texts): string[] {
  const program = ts.createProgram([page, client], options(), hostWith(texts));
  return program
    .getSourceFiles()
    .filter(({ fileName }) => /\/src\/(components|app)\//.test(fileName))
    .flatMap((file) => program.getSemanticDiagnostics(file))
    .map(
      ({ file, messageText }) =>
        `${path.relative(root, file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}

function options(): ts.CompilerOptions {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  return {
    ...ts.parseJsonConfigFileContent(config.config, ts.sys, root).options,
    incremental: false,
  };
}

function hostWith(texts: Texts): ts.CompilerHost {
  const host = ts.createCompilerHost(options(), true);
  const read = host.getSourceFile;
  host.getSourceFile = (file, language, ...rest) => {
    const text = texts[path.normalize(file)];
    if (text !== undefined) return ts.createSourceFile(file, text, language, true);
    if (!sources.has(file)) sources.set(file, read(file, language, ...rest));
    return sources.get(file);
  };
  return host;
}
