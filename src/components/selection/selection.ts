const NONE: ReadonlySet<number> = new Set();

/** Which rows are selected, by their keys, for all who show it. */
export type Selection = ReturnType<typeof createSelection>;

/** A selection that has not begun, of rows that are told by `follow`. */
export function createSelection() {
  const listeners = new Set<() => void>();
  let orderOf = noOrder;
  let selected: ReadonlySet<number> | undefined;
  /** Where a range begins, and what is selected beside it. */
  let anchor: number | undefined;
  let beside = NONE;

  return {
    subscribe,
    follow,
    getSelected,
    isSelected,
    begin,
    end,
    choose,
    toggle,
    extendTo,
    neighbourOf,
  };

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Takes the way to the keys of the rows, in the order in which they are shown. */
  function follow(order: () => number[]): void {
    orderOf = order;
  }

  /** Undefined while nothing is being selected. */
  function getSelected(): ReadonlySet<number> | undefined {
    return selected;
  }

  function isSelected(key: number): boolean | undefined {
    return selected?.has(key);
  }

  function begin(): void {
    choose([]);
  }

  function end(): void {
    set(undefined);
  }

  /** Selects these and no others. */
  function choose(keys: number[]): void {
    anchor = undefined;
    beside = NONE;
    set(new Set(keys));
  }

  function toggle(key: number): void {
    const changed = new Set(selected);
    if (!changed.delete(key)) changed.add(key);
    anchor = key;
    beside = changed;
    set(changed);
  }

  /** Selects what is between the row that was toggled last, by default `from`, and another. */
  function extendTo(key: number, from = key): void {
    const order = orderOf();
    if (anchor === undefined || !order.includes(anchor)) {
      anchor = from;
      beside = selected ?? NONE;
    }
    const ends = [order.indexOf(anchor), order.indexOf(key)];
    set(new Set([...beside, ...order.slice(Math.min(...ends), Math.max(...ends) + 1)]));
  }

  /** The row that is shown so many places after another. */
  function neighbourOf(key: number, places: number): number | undefined {
    const order = orderOf();
    return order[order.indexOf(key) + places];
  }

  function set(changed: ReadonlySet<number> | undefined): void {
    selected = changed;
    for (const listener of listeners) listener();
  }
}

function noOrder(): number[] {
  return [];
}
