/** What this browser has kept under a name; undefined when it has not, or keeps nothing. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps it in this browser for all of its pages, if it keeps anything. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It holds for this page all the same.
  }
}
