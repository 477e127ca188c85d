/** The ids of new tasks: each has one of its own here before the server has given it another. */
export function createTaskIds() {
  const first = new Map<number, number>();
  const present = new Map<number, number>();

  return { create: createId, firstOf, presentOf, change };

  /** The id by which a task was known here first: it stays the same when the server gives it another. */
  function firstOf(id: number): number {
    return first.get(id) ?? id;
  }

  /** The id that it has now. */
  function presentOf(id: number): number {
    return present.get(id) ?? id;
  }

  function change(ids: ReadonlyMap<number, number>): void {
    for (const [from, to] of ids) {
      first.set(to, from);
      present.set(from, to);
    }
  }
}

/** One that no other tab gives either: what is left by one, another takes over. */
function createId(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return -(1 + low + (high % 2 ** 20) * 2 ** 32);
}
