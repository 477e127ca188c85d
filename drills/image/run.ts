import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { launch } from '../../e2e/server';
import type { Image } from './build';

/** The user `node` of the base image. */
const NODE = { uid: 1_000, gid: 1_000 };

/** Runs commands in an image as its user, with the variables of the image and these. */
export function inImage(image: Image, variables: Record<string, string>) {
  if (image.user !== 'node') throw new Error('The image does not run as the user node');
  const env = { ...image.env, ...variables, HOST: '127.0.0.1', HOME: '/nonexistent' };
  const place = { cwd: image.workDir, ...(process.getuid?.() === 0 && NODE) };
  const [program = '', ...args] = image.command;

  return {
    /** What starts its command, on 127.0.0.1. */
    launching: [env, [program, ...args], place] satisfies Parameters<typeof launch>,
    /** Gives the exit code of a command. */
    run: async ([name = '', ...rest]: string[], more: Record<string, string> = {}) => {
      const { PATH, NODE_ENV } = process.env;
      const options = { ...place, env: { PATH, NODE_ENV, ...env, ...more } };
      const child = spawn(name, rest, { ...options, stdio: 'ignore' });
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}
