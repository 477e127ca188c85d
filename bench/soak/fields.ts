import type { TaskPatch } from '@/contract/tasks';
import type { Person } from './people';
import type { Random } from './random';

/** A title of somebody's that nobody has used. */
export function newTitle(person: Person): string {
  person.titles += 1;
  return `Title ${person.titles} of person ${person.number}`;
}

/** Any of what a task may have besides its title. */
export function someFields(random: Random): TaskPatch {
  return {
    ...(random.chance(0.4) && {
      description: random.pick([null, 'Brot & Käse', '雨 🌧', 'a'.repeat(300)]),
    }),
    ...(random.chance(0.3) && { due_date: random.pick([null, '2026-12-24', '2028-02-29']) }),
    ...(random.chance(0.3) && {
      priority: random.pick(['none', 'low', 'medium', 'high'] as const),
    }),
    ...(random.chance(0.3) && { tags: random.pick([[], ['home'], ['home', 'Gärten']]) }),
  };
}
