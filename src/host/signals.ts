/** A terminal tells npm as well, which tells us once more: what comes so soon is the same signal. */
const TWICE_MS = 1_000;

/**
 * Calls `stop` at the first SIGTERM or SIGINT, and ends the process when it has resolved. When it rejects or takes
 * more than `seconds`, the process ends with 1 and a line that says so; at another signal at once.
 */
export function stopOnSignal(
  seconds: number,
  stop: (signal: NodeJS.Signals) => Promise<unknown>,
): void {
  let stoppingSince: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, obey);

  function obey(signal: NodeJS.Signals): void {
    if (stoppingSince === undefined) return begin(signal);
    if (performance.now() - stoppingSince > TWICE_MS) giveUp('It was told so twice.');
  }

  function begin(signal: NodeJS.Signals): void {
    stoppingSince = performance.now();
    setTimeout(giveUp, seconds * 1_000, `It took more than ${seconds} s.`).unref();
    stop(signal).then(
      () => process.exit(),
      (error: unknown) => giveUp(error instanceof Error ? error.message : String(error)),
    );
  }
}

function giveUp(reason: string): never {
  process.stderr.write(`Tandem ended before it had stopped. ${reason}\n`);
  process.exit(1);
}
