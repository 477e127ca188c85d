import type { Cluster } from './embedded-cluster';
import { findPostmaster, startPostmaster } from './embedded-postmaster';
import type { Programs } from './embedded-programs';

const EVERY_MS = 1_000;

export interface WatchOptions {
  cluster: Cluster;
  programs: Programs;
  /** The port that everybody knows. */
  port: number;
  /** Called when it has died and could not be started, once until it could. */
  onFailure: (error: unknown) => void;
}

/** Starts a server again, on its port, when it has died; any number of processes may watch. */
export function watchPostmaster({ cluster, programs, port, onFailure }: WatchOptions) {
  let looking: Promise<void> | undefined;
  let failing = false;
  const timer = setInterval(() => {
    looking ??= revive().finally(() => (looking = undefined));
  }, EVERY_MS).unref();

  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };

  async function revive(): Promise<void> {
    try {
      if (!(await findPostmaster(cluster.data))) await startPostmaster(cluster, programs, port);
      failing = false;
    } catch (error) {
      if (!failing) onFailure(error);
      failing = true;
    }
  }
}
