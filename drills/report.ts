import { mkdir, writeFile } from 'node:fs/promises';
import { table } from '../bench/soak/table';

interface Drill {
  /** Of the report, and of the script. */
  name: string;
  title: string;
  introduction: string;
}

/** Notes what was looked at, and what was found. */
export type Note = (what: string, found: string | number) => void;

/** Runs a drill, which throws where something does not hold; with `--report` writes what it found to `docs/operations`. */
export async function runDrill(
  { name, title, introduction }: Drill,
  work: (note: Note) => Promise<void>,
): Promise<never> {
  const findings: string[][] = [];
  try {
    await work((what, found) => {
      findings.push([what, String(found)]);
      process.stdout.write(`${what}: ${found}\n`);
    });
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
  const place = `Node ${process.versions.node} for ${process.platform} on ${process.arch}`;
  const parts = [
    `# ${title}`,
    `Written by \`npm run drill:${name} -- --report\`, with ${place}. ${introduction}`,
    table(['', 'found'], findings),
  ];
  if (process.argv.includes('--report')) {
    await mkdir('docs/operations', { recursive: true });
    await writeFile(`docs/operations/${name}.md`, `${parts.join('\n\n')}\n`);
  }
  process.exit(0);
}
