import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const contract = path.join(root, 'src/contract/tasks.ts');
const page = path.join(root, 'src/app/tasks/page.tsx');
const sources = new Map<string, ts.SourceFile | undefined>();

test('renaming a field of the contract breaks the compilation of the page', () => {
  const written = ts.sys.readFile(contract)!;
  const renamed = written.replace(/^ {4}completed:/m, '    done:');
  expect(renamed).not.toBe(written);

  expect(complaintsOfBrowserSide(written)).toEqual([]);
  expect(complaintsOfBrowserSide(renamed)).toContainEqual(
    expect.stringMatching(/^src\/components\/task-item\.tsx: .*'completed' does not exist/),
  );
}, 60_000);

/** What the compiler says of the files in `components/` and `app/` when the contract reads so. */
function complaintsOfBrowserSide(contractText: string): string[] {
  const program = ts.createProgram([page], options(), hostWith(contractText));
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

function hostWith(contractText: string): ts.CompilerHost {
  const host = ts.createCompilerHost(options(), true);
  const read = host.getSourceFile;
  host.getSourceFile = (file, language, ...rest) => {
    if (path.normalize(file) === contract) {
      return ts.createSourceFile(file, contractText, language, true);
    }
    if (!sources.has(file)) sources.set(file, read(file, language, ...rest));
    return sources.get(file);
  };
  return host;
}
