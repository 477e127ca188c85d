import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';

interface Identity {
  uid: number;
  gid: number;
}

/** How to start a program as the user that PostgreSQL runs as. */
interface Launcher extends Partial<Identity> {
  prefix: string[];
}

const ADVICE = 'Set DATABASE_URL to use a PostgreSQL of your own.';

/** PostgreSQL refuses to run as root: it runs as the owner of its files, or as the user `postgres`. */
export async function findIdentity(home: string): Promise<Identity> {
  const owner = await stat(path.join(home, 'postgres')).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return accountOf('postgres').catch(async () => {
    try {
      await launch({ prefix: [] }, 'useradd', '--system', '--user-group', 'postgres');
      return await accountOf('postgres');
    } catch (cause) {
      throw new Error(
        `PostgreSQL does not run as root, and the user "postgres" could not be added. Start as another user. ${ADVICE}`,
        { cause },
      );
    }
  });
}

/** The first way to run `postgres` that reaches the program and `home`, which may lie under a closed directory such as /root. */
export async function findLauncher(
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
      await launch(launcher, ...probe);
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

/** Runs a program to its end, out of reach of a Ctrl-C in the terminal, and gives what it printed. */
export function launch({ prefix, ...identity }: Launcher, ...command: string[]): Promise<string> {
  const [file = '', ...args] = [...prefix, ...command];
  const child = spawn(/* turbopackIgnore: true */ file, args, {
    ...identity,
    cwd: path.parse(process.execPath).root,
    detached: true,
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

async function accountOf(user: string): Promise<Identity> {
  const uid = await launch({ prefix: [] }, 'id', '-u', user);
  const gid = await launch({ prefix: [] }, 'id', '-g', user);
  return { uid: Number(uid), gid: Number(gid) };
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
