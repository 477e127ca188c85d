import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { table } from '../bench/soak/table';
import { stopAll } from '../e2e/server';

interface Drill {
  /** Of the report, and of the script. */
  name: string;
  title: string;
  introduction: string;
}

/** Notes what was looked at, and what was found. */
export type Note = (what: string, found: string | number) => void;

/** Has something undone when the drill has ended, well or not: what came last first. */
export type OnEnd = (undo: () => Promise<unknown>) => void;

/**
 * Runs a drill, which throws where something does not hold and has a directory of its own; with `--report`
 * writes what it found to `docs/operations`.
 */
export async function runDrill(
  drill: Drill,
  work: (note: Note, directory: string, onEnd: OnEnd) => Promise<void>,
): Promise<never> {
  const findings: string[][] = [];
  const note: Note = (what, found) => {
    findings.push([what, String(found)]);
    process.stdout.write(`${what}: ${found}\n`);
  };
  const directory = await mkdtemp(path.join(tmpdir(), `tandem-${drill.name}-`));
  // PostgreSQL and proxies run as other users when a drill runs as root.
  await chmod(directory, 0o755);
  const undoing: Parameters<OnEnd>[0][] = [() => rm(directory, { recursive: true })];
  const isWell = await work(note, directory, (undo) => void undoing.unshift(undo)).then(
    () => true,
    (error: unknown) => console.error(error),
  );
  await stopAll();
  for (const undo of undoing) await undo().catch(console.error);
  if (!isWell) process.exit(1);
  if (process.argv.includes('--report')) await writeReport(drill, findings);
  process.exit(0);
}

/** A server on which a drill makes databases. @throws when `DATABASE_URL` names none. */
export function givenServer(): string {
  const server = process.env.DATABASE_URL;
  if (!server) throw new Error('DATABASE_URL has to name a server on which databases can be made');
  return server;
}

async function writeReport({ name, title, introduction }: Drill, findings: string[][]) {
  const place = `Node ${process.versions.node} for ${process.platform} on ${process.arch}`;
  const parts = [
    `# ${title}`,
    `Written by \`npm run drill:${name} -- --report\`, with ${place}. ${introduction}`,
    table(['', 'found'], findings),
  ];
  await mkdir('docs/operations', { recursive: true });
  await writeFile(`docs/operations/${name}.md`, `${parts.join('\n\n')}\n`);
}
