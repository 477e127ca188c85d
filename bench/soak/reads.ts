import type { Task } from '@/contract/tasks';
import type { Answer } from './client';
import { anyPort, type Load, pause } from './load';
import { breakPromise } from './measures';
import { forget, judgeTask, pathOf, type Person } from './people';

/** Reads a task, all of them or a page after the other, and judges what comes. */
export async function readSomething(load: Load, person: Person): Promise<void> {
  const { random } = load;
  if (random.chance(0.75)) return readTask(load, person);
  if (random.chance(0.6)) return readList(load, person);
  return readPages(load, person);
}

async function readTask(load: Load, person: Person): Promise<void> {
  const ids = [...person.versions.keys()];
  if (ids.length === 0) return;
  const id = load.random.pick(ids);
  const answer = await read(load, person, `/${id}`);
  if (answer?.status === 404) forget(person, id);
}

async function readList(load: Load, person: Person): Promise<void> {
  await read(load, person, load.random.pick(['', '?status=pending', '?tag=home']));
}

async function readPages(load: Load, person: Person): Promise<void> {
  const seen = new Set<number>();
  let path: string | undefined = '?limit=15';
  while (path !== undefined) {
    const answer: Answer | undefined = await read(load, person, path);
    if (answer?.status !== 200) return;
    for (const { id } of answer.json as Task[]) {
      if (seen.has(id)) breakPromise(load.measures, 'Pages repeat nothing', `task ${id}, ${path}`);
      seen.add(id);
    }
    path = /\/tasks(\?[^>]*)>; rel="next"/.exec(String(answer.headers.link))?.[1];
  }
}

/** The answer, of which every task is judged. */
async function read(load: Load, person: Person, rest: string): Promise<Answer | undefined> {
  const known = new Map(person.versions);
  const path = pathOf(person, rest);
  const answer = await load.send(anyPort(load), 'GET', path, { token: person.token });
  if (answer?.status === 200) {
    for (const task of [answer.json].flat() as Task[]) judgeTask(load, person, task, known);
  } else if (answer && ![404, 503].includes(answer.status)) {
    const example = `GET ${path}: ${answer.status} ${JSON.stringify(answer.json)}`;
    breakPromise(load.measures, 'Only what was asked wrongly is refused', example);
  }
  if (answer === undefined || answer.status === 503) await pause(load);
  return answer;
}
