import type { Task } from '@/contract/tasks';
import type { Answer } from './client';
import { anyPort, type Load, pause } from './load';
import { forget, judgeTask, pathOf, type Person } from './people';
import { judge } from './promises';

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
    const ids = (answer.json as Task[]).map(({ id }) => id);
    const again = ids.filter((id) => seen.has(id));
    judge(load.measures, 'Pages repeat nothing', again.length === 0, () => `${again}, ${path}`);
    if (again.length > 0) return;
    for (const id of ids) seen.add(id);
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
  }
  const isRight = !answer || [200, 404, 503].includes(answer.status);
  const tell = () => `GET ${path}: ${JSON.stringify(answer)}`;
  judge(load.measures, 'Only what was asked wrongly is refused', isRight, tell);
  if (answer === undefined || answer.status === 503) await pause(load);
  return answer;
}
