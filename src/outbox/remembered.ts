/** So many steps, and so many commands in all, stay in memory. */
const MOST = { steps: 100, commands: 20_000 };

/** The last of these steps, as many as a page that is open for weeks can bear; the very last whatever it holds. */
export function remembered<S extends { commands: unknown[] }>(steps: S[]): S[] {
  let count = 0;
  const tooFar = steps.findLastIndex(({ commands }) => (count += commands.length) > MOST.commands);
  const first = Math.max(tooFar + 1, steps.length - MOST.steps);
  return steps.slice(Math.min(first, steps.length - 1));
}
