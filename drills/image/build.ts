import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { commandIn, parseDockerfile, type Stage, variablesIn } from './dockerfile';
import { createIgnore } from './ignore';

const run = promisify(execFile);

/** The last stage as it would run: a directory for its root, and what its instructions say. */
export interface Image {
  workDir: string;
  env: Record<string, string>;
  user: string | undefined;
  stopSignal: NodeJS.Signals;
  command: string[];
  healthCheck: string[];
}

/** The directories of the stages, by name. */
type Roots = Record<string, string>;

/**
 * Does what the Dockerfile of `context` says, each stage in a directory of its own below `directory`. The base
 * image is this machine; whatever an engine would do otherwise is refused rather than guessed.
 */
export async function buildImage(context: string, directory: string): Promise<Image> {
  const stages = parseDockerfile(await readFile(path.join(context, 'Dockerfile'), 'utf8'));
  const roots: Roots = {};
  const images: Image[] = [];
  for (const stage of stages) {
    if (!/^node:\d+-slim$/.test(stage.base)) throw new Error(`FROM ${stage.base} is not known`);
    const root = path.join(directory, stage.name);
    await mkdir(root);
    images.push(await buildStage(stage, root, context, roots));
    roots[stage.name] = root;
  }
  return images.at(-1)!;
}

async function buildStage(
  { instructions }: Stage,
  root: string,
  context: string,
  roots: Roots,
): Promise<Image> {
  const image: Image = {
    workDir: root,
    env: {},
    user: undefined,
    stopSignal: 'SIGTERM',
    command: [],
    healthCheck: [],
  };
  const doing: Record<string, (text: string) => unknown> = {
    WORKDIR: (text) => mkdir((image.workDir = path.join(root, text)), { recursive: true }),
    COPY: (text) => copy(text, image.workDir, context, roots),
    RUN: (text) => runIn(image, text),
    ENV: (text) => Object.assign(image.env, variablesIn(text)),
    USER: (text) => (image.user = text),
    STOPSIGNAL: (text) => (image.stopSignal = text as NodeJS.Signals),
    CMD: (text) => (image.command = commandIn(text)),
    HEALTHCHECK: (text) => (image.healthCheck = commandIn(text)),
    EXPOSE: () => undefined,
  };
  for (const { name, text } of instructions) {
    const work = doing[name];
    if (!work) throw new Error(`${name} is not known`);
    await work(text);
  }
  return image;
}

async function copy(text: string, workDir: string, context: string, roots: Roots): Promise<void> {
  const words = text.split(/\s+/);
  const from = /^--from=(.*)$/.exec(words[0] ?? '')?.[1];
  const [target = '', ...sources] = (from ? words.slice(1) : words).toReversed();
  const origin = from ? roots[from] : context;
  if (!origin || words.some((word) => word.startsWith('--') && !word.startsWith('--from='))) {
    throw new Error(`COPY ${text} is not understood`);
  }
  const isIgnored = from ? () => false : await readIgnore(context);
  for (const source of sources) {
    const file = path.join(origin, source);
    const isInto = target.endsWith('/') && (await stat(file)).isFile();
    await cp(file, path.join(workDir, target, isInto ? path.basename(source) : ''), {
      recursive: true,
      filter: (one) => !isIgnored(path.relative(context, one)),
    });
  }
}

async function readIgnore(context: string) {
  return createIgnore(await readFile(path.join(context, '.dockerignore'), 'utf8'));
}

/** What says how to build or run us is not passed on, but where npm finds packages is. */
async function runIn({ workDir, env }: Image, command: string): Promise<void> {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const args = ['-u', 'NODE_ENV', ...variables, '/bin/sh', '-c', command];
  await run('env', args, { cwd: workDir, maxBuffer: 2 ** 26 });
}
