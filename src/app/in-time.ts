/** As long as a page waits for what it can do without, in milliseconds. */
const PATIENCE_MS = 2_000;

/** What a promise gives within two seconds; undefined when that is not there by then, or fails. */
export async function inTime<T>(working: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, undefined);
  });
  return Promise.race([working.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}
