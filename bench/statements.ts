import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectDatabase } from '@/db/client';
import { startEmbedded } from '@/db/embedded';
import { createData } from './api/data';
import { STATEMENTS } from './statements/calls';
import { explain, type Explained } from './statements/explain';

const DOCUMENT = 'docs/statements.md';
const SIZES = { people: 500, many: 100_000, others: 44_000 };

const directory = await mkdtemp(path.join(tmpdir(), 'tandem-statements-'));
const server = await startEmbedded(directory);
const data = await createData(server.url, 'statements', SIZES);
let sent = { text: '', values: [] as unknown[] };
const onStatement = (text: string, values: unknown[]) => (sent = { text, values });
const pool = connectDatabase({ url: data.url, poolMax: 1, prepare: true, onStatement });
try {
  const table = [
    '| statement | 20 tasks: own plan | any plan | 100,000 tasks: own plan | any plan |',
    '| --- | --: | --: | --: | --: |',
  ];
  const parts: string[] = [];
  for (const { name, does, before, call } of STATEMENTS) {
    const plans: Explained[] = [];
    let last = sent;
    for (const group of ['reader', 'hoarder'] as const) {
      const userId = data.members[group][7] ?? data.members[group][0] ?? '';
      const [id = 0] = data.idsOf(userId).slice(7);
      await pool.sql`begin`;
      await before?.(pool.db, userId, id);
      await pool.sql`savepoint called`;
      await call(pool.db, userId, id);
      last = sent;
      await pool.sql`rollback to called`;
      plans.push(await explain(pool.sql, last, 'force_custom_plan'));
      plans.push(await explain(pool.sql, last, 'force_generic_plan'));
      await pool.sql`rollback`;
    }
    table.push(`| ${name} | ${plans.map(cell).join(' | ')} |`);
    const plan = plans.at(-1)?.plan ?? '';
    parts.push(
      `## ${name}\n\n${does}\n\n\`\`\`sql\n${last.text}\n\`\`\`\n\n\`\`\`\n${plan}\n\`\`\``,
    );
  }
  await writeFile(DOCUMENT, `${intro()}\n\n${table.join('\n')}\n\n${parts.join('\n\n')}\n`);
} finally {
  await pool.close();
  await data.close();
  await server.stop();
  await rm(directory, { recursive: true });
}

function cell({ milliseconds, pages }: Explained): string {
  return `${milliseconds.toFixed(2)} ms, ${pages}`;
}

function intro(): string {
  return `# Statements

What the API asks PostgreSQL, and how PostgreSQL answers it, as \`npm run bench:statements\`
found it: \`EXPLAIN (ANALYZE, BUFFERS)\` in a database of a million tasks, for a user who has 20 of them and one who has
100,000. Connections prepare each statement once; PostgreSQL plans it for its values at first (own plan) and may
later keep one plan for all values (any plan). Beside the time are the pages of 8 kB that were read. The plans below
are those for any values, with the user of 100,000 tasks.`;
}
