import type { Server } from './server';

/** Resident memory of a server in MiB, over the processes that it was. */
export interface Memory {
  begin: number;
  highest: number;
  end: number;
}

const EVERY_MS = 5_000;

/** Looks every 5 s; `stop` gives what was seen of each server. */
export function startMemory(servers: readonly Server[]): { stop: () => Memory[] } {
  const seen: number[][] = servers.map(() => []);
  const timer = setInterval(look, EVERY_MS);
  look();
  return {
    stop: () => {
      clearInterval(timer);
      return seen.map((mibs) => ({
        begin: mibs[0] ?? 0,
        highest: Math.max(0, ...mibs),
        end: mibs.at(-1) ?? 0,
      }));
    },
  };

  function look(): void {
    for (const [index, server] of servers.entries()) {
      void server.memory().then((mib) => mib !== undefined && seen[index]?.push(mib));
    }
  }
}
