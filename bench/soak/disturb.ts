import { setTimeout as sleep } from 'node:timers/promises';
import { faults } from './faults';
import type { Load } from './load';
import { total } from './measures';
import type { Options } from './options';
import { pathOf, type Person } from './people';
import { judge } from './promises';
import type { Random } from './random';
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
/** After so many faults nothing is done for a while, in which everything has to be answered. */
const FAULTS_IN_A_ROW = 7;
const CALM_SECONDS = 13;

/**
 * Does one fault after the other until the time is up and every kind has been there, and adds them to
 * the incidents. @throws whatever ended the run.
 */
export async function disturb(
  system: System,
  load: Load,
  probe: Person,
  random: Random,
  { minutes, faultEvery }: Options,
  incidents: Incident[],
  ending: AbortSignal,
): Promise<void> {
  const { measures } = load;
  const start = performance.now();
  const names = Object.keys(faults);
  const isOver = () => seconds() >= minutes * 60 - faultEvery && incidents.length >= names.length;
  let round: string[] = [];
  let next = faultEvery / 2;
  while (!isOver()) {
    await until(next);
    if (round.length === 0) round = random.shuffle(names);
    next = seconds() + faultEvery;
    incidents.push(await doHarm(round.pop() ?? ''));
    // However long it took, some of the load is to be undisturbed.
    const calm = incidents.length % FAULTS_IN_A_ROW === 0 ? CALM_SECONDS : faultEvery / 4;
    next = Math.max(next, seconds() + calm);
  }
  await until(Math.max(minutes * 60, seconds() + CALM_SECONDS));

  function seconds(): number {
    return (performance.now() - start) / 1_000;
  }

  function until(moment: number): Promise<void> {
    const ms = Math.max(0, moment - seconds()) * 1_000;
    return sleep(ms, undefined, { signal: ending });
  }

  async function doHarm(fault: string): Promise<Incident> {
    const at = seconds();
    const refusedBefore = measures.answers.get(503) ?? 0;
    const unansweredBefore = total(measures.errors);
    measures.isDisturbed = true;
    const undo = await faults[fault]?.(system, random);
    if (undo) {
      await until(seconds() + faultEvery * (0.2 + random.next() * 0.7));
      await undo();
    }
    const undone = seconds();
    while (!(await isWell(system, load, probe)) && !isHopeless(undone))
      await until(seconds() + 0.05);
    judge(measures, 'Everything recovers by itself', !isHopeless(undone), () => fault);
    if (isHopeless(undone)) load.giveUp(`No recovery within ${RECOVERY_MS / 1_000} s: ${fault}`);
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

  function isHopeless(since: number): boolean {
    return seconds() - since > RECOVERY_MS / 1_000;
  }
}

/** Whether both servers say that they are ready, and write. */
async function isWell({ servers }: System, load: Load, probe: Person): Promise<boolean> {
  const answers = servers.map(
    async ({ isReady, port }) => (await isReady()) && touch(load, probe, port),
  );
  return (await Promise.all(answers)).every(Boolean);
}

function touch(load: Load, probe: Person, port: number): Promise<boolean> {
  const [id = 0] = probe.versions.keys();
  const fields = { completed: true };
  const request = {
    method: 'PATCH',
    path: pathOf(probe, `/${id}/complete`),
    json: fields,
    writes: [{ kind: 'toggle' as const, id, fields }],
  };
  return write(load, probe, request, port);
}
