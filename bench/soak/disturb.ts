import { setTimeout as sleep } from 'node:timers/promises';
import { faults } from './faults';
import type { Load } from './load';
import { breakPromise, total } from './measures';
import type { Options } from './options';
import { pathOf, type Person } from './people';
import type { Random } from './random';
import type { WriteRequest } from './requests';
import type { System } from './system';
import { write } from './writer';

/** One fault and what it did. */
export interface Incident {
  fault: string;
  /** Seconds since the load began. */
  at: number;
  /** Seconds from its beginning until it was undone. */
  held: number;
  /** Seconds from there until both servers were ready and wrote again. */
  recovery: number;
  /** Requests until then that were answered with 503, and that were not answered. */
  refused: number;
  unanswered: number;
}

/** Both servers work again within this time in milliseconds. */
const RECOVERY_MS = 120_000;

/** Does one fault after the other until the time is up and every kind has been there. */
export async function disturb(
  system: System,
  load: Load,
  probe: Person,
  random: Random,
  { minutes, faultEvery }: Options,
): Promise<Incident[]> {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1_000;
  const incidents: Incident[] = [];
  const names = Object.keys(faults);
  let round: string[] = [];
  const isOver = () => seconds() >= minutes * 60 - faultEvery && incidents.length >= names.length;
  let next = faultEvery / 2;
  while (!isOver()) {
    await sleep((next - seconds()) * 1_000);
    if (round.length === 0) round = random.shuffle(names);
    next = seconds() + faultEvery;
    incidents.push(await doHarm(round.pop() ?? ''));
    // However long it took, some of the load is to be undisturbed.
    next = Math.max(next, seconds() + faultEvery / 4);
  }
  await sleep(Math.max(0, minutes * 60 - seconds()) * 1_000);
  return incidents;

  async function doHarm(fault: string): Promise<Incident> {
    const { measures } = load;
    const at = seconds();
    const refusedBefore = measures.answers.get(503) ?? 0;
    const unansweredBefore = total(measures.errors);
    measures.isDisturbed = true;
    await faults[fault]?.(system, faultEvery * (200 + random.next() * 700), random);
    const undone = seconds();
    while (!(await isWell(system, load, probe))) {
      if (seconds() - undone > RECOVERY_MS / 1_000) {
        breakPromise(measures, 'Everything recovers by itself', fault);
        break;
      }
      await sleep(50);
    }
    measures.isDisturbed = false;
    measures.wellSince = performance.now();
    return {
      fault,
      at,
      held: undone - at,
      recovery: seconds() - undone,
      refused: (measures.answers.get(503) ?? 0) - refusedBefore,
      unanswered: total(measures.errors) - unansweredBefore,
    };
  }
}

/** Whether both servers say that they are ready, and write. */
async function isWell({ servers }: System, load: Load, probe: Person): Promise<boolean> {
  const answers = servers.map(async (server) => {
    if (!(await server.isReady())) return false;
    return write(load, probe, probeRequest(probe), server.port);
  });
  return (await Promise.all(answers)).every(Boolean);
}

function probeRequest(probe: Person): WriteRequest {
  const [id = 0] = probe.versions.keys();
  const fields = { completed: true };
  return {
    method: 'PATCH',
    path: pathOf(probe, `/${id}/complete`),
    json: fields,
    writes: [{ kind: 'toggle', id, fields }],
  };
}
