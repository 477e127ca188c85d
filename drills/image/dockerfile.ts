/** One instruction of a Dockerfile, with what follows it. */
interface Instruction {
  name: string;
  text: string;
}

/** What a `FROM` begins. */
export interface Stage {
  /** What others call it, or its place. */
  name: string;
  base: string;
  instructions: Instruction[];
}

/** The stages of a Dockerfile, continued lines joined. */
export function parseDockerfile(source: string): Stage[] {
  const stages: Stage[] = [];
  for (const line of logicalLines(source)) {
    const [, name = '', text = ''] = /^(\w+)\s+(.*)$/s.exec(line) ?? [];
    const [, base, alias] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(text) ?? [];
    const stage = stages.at(-1);
    if (name === 'FROM' && base) {
      stages.push({ name: alias ?? String(stages.length), base, instructions: [] });
    } else if (name && stage) stage.instructions.push({ name, text });
    else throw new Error(`The Dockerfile has a line that is not understood: ${line}`);
  }
  return stages;
}

/** The command of `CMD` and `HEALTHCHECK … CMD` in the form of a JSON array. */
export function commandIn(text: string): string[] {
  return JSON.parse(text.slice(text.indexOf('['))) as string[];
}

/** The pairs of `ENV`. */
export function variablesIn(text: string): Record<string, string> {
  return Object.fromEntries(text.split(/\s+/).map((pair) => pair.split('=')));
}

function logicalLines(source: string): string[] {
  const lines = source.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  return lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
}
