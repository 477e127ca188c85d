import cluster, { type Worker } from 'node:cluster';

/** What the processes of one host say to each other. */
type Said =
  | { tandem: 'metrics of all?'; id: string }
  | { tandem: 'metrics?'; id: string }
  | { tandem: 'metrics'; id: string; text: string };

/** Milliseconds; what a process that hangs has counted is left out. */
const PATIENCE_MS = 2_000;

/** In the process that started the others: collects what they count when one of them asks for all of it. */
export function answerForAll(): void {
  cluster.on('message', (asking, said: Said) => {
    if (said?.tandem === 'metrics of all?') void answer(asking, said.id);
  });
}

/** In one of the others: what all of them count, by what this one does, in Prometheus' text format. */
export function collectFromAll(collect: () => Promise<string>): () => Promise<string> {
  process.on('message', (said: Said) => {
    if (said?.tandem !== 'metrics?') return;
    void collect().then((text) => process.send?.({ ...said, tandem: 'metrics', text }));
  });
  return () =>
    new Promise((take, reject) => {
      const id = crypto.randomUUID();
      const timer = setTimeout(
        () => end(() => reject(new Error('The processes do not tell what they count'))),
        2 * PATIENCE_MS,
      );
      process.on('message', hear);
      process.send?.({ tandem: 'metrics of all?', id } satisfies Said);

      function hear(said: Said) {
        if (said?.tandem === 'metrics' && said.id === id) end(() => take(said.text));
      }
      function end(settle: () => void) {
        clearTimeout(timer);
        process.off('message', hear);
        settle();
      }
    });
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

async function answer(asking: Worker, id: string): Promise<void> {
  const all = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const texts = await Promise.all(all.map((worker) => ask(worker, id)));
  if (asking.isConnected()) tell(asking, { tandem: 'metrics', id, text: merge(texts) });
}

function ask(worker: Worker, id: string): Promise<string> {
  return new Promise((take) => {
    const timer = setTimeout(() => end(''), PATIENCE_MS);
    worker.on('message', hear);
    worker.once('exit', leave);
    tell(worker, { tandem: 'metrics?', id });

    function hear(said: Said) {
      if (said?.tandem === 'metrics' && said.id === id) end(said.text);
    }
    function leave() {
      end('');
    }
    function end(text: string) {
      clearTimeout(timer);
      worker.off('message', hear).off('exit', leave);
      take(text);
    }
  });
}

function tell(worker: Worker, said: Said): void {
  // It may have ended a moment ago, which its end tells.
  worker.send(said, () => undefined);
}
