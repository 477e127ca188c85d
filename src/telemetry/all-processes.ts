import cluster, { type Worker } from 'node:cluster';

/** What the processes of one host say to each other. */
type Said =
  | { tandem: 'metrics of all?'; id: string }
  | { tandem: 'metrics?'; id: string }
  | { tandem: 'metrics'; id: string; text: string };

/** Milliseconds; what a process that hangs has counted is left out. */
const PATIENCE_MS = { 'metrics?': 2_000, 'metrics of all?': 4_000 };

/** In the process that started the others: collects what they count when one of them asks for all of it. */
export function answerForAll(): void {
  const asked = createQuestions<Worker>((worker, said) => worker.send(said, ignore));
  cluster.on('message', (worker, said: Said) => {
    if (said?.tandem === 'metrics') asked.hear(said);
    if (said?.tandem === 'metrics of all?') void answer(worker, said.id);
  });

  async function answer(asking: Worker, id: string): Promise<void> {
    const all = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const texts = await Promise.all(all.map((worker) => asked.ask(worker, 'metrics?')));
    if (!asking.isConnected()) return;
    asking.send({ tandem: 'metrics', id, text: merge(texts) } satisfies Said, ignore);
  }
}

/** In one of the others: what all of them count, by what this one does, in Prometheus' text format. */
export function collectFromAll(collect: () => Promise<string>): () => Promise<string> {
  const asked = createQuestions<NodeJS.Process>((host, said) => host.send?.(said));
  process.on('message', (said: Said) => {
    if (said?.tandem === 'metrics') asked.hear(said);
    if (said?.tandem === 'metrics?') void answer(said.id);
  });
  return () => asked.ask(process, 'metrics of all?');

  async function answer(id: string): Promise<void> {
    // One that stops counts no more.
    const text = await collect().catch(() => '');
    process.send?.({ tandem: 'metrics', id, text } satisfies Said);
  }
}

/** One text of several, in which each metric is described once. */
export function merge(texts: string[]): string {
  const families = new Map<string, string[]>();
  for (const family of texts.flatMap((text) => text.split(/^(?=# HELP )/m))) {
    const [, head = '', samples = ''] = /^((?:#.*\n)*)([^]*)$/.exec(family) ?? [];
    families.set(head, [...(families.get(head) ?? []), samples]);
  }
  return [...families].map(([head, samples]) => head + samples.join('')).join('');
}

/** Asks others, who answer under the id of the question; nothing is the answer of who does not in time. */
function createQuestions<Other>(send: (other: Other, said: Said) => void) {
  const waiting = new Map<string, (text: string) => void>();
  return { ask, hear };

  function ask(other: Other, tandem: 'metrics?' | 'metrics of all?'): Promise<string> {
    const id = crypto.randomUUID();
    return new Promise((take) => {
      const timer = setTimeout(() => hear({ id, text: '' }), PATIENCE_MS[tandem]);
      waiting.set(id, (text) => {
        clearTimeout(timer);
        take(text);
      });
      send(other, { tandem, id });
    });
  }

  function hear({ id, text }: { id: string; text: string }): void {
    waiting.get(id)?.(text);
    waiting.delete(id);
  }
}

function ignore(): void {}
