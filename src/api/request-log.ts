import type { Services } from '@/services';

/** What one line of the log tells of a request. */
interface Line {
  requestId: string;
  traceId: string | undefined;
  /** The pseudonym of whoever asked. */
  user?: string | undefined;
  method: string | undefined;
  route: string;
  status: number;
}

/** Writes the line of a request that came at `start` (`performance.now()`), with the milliseconds it took. */
export function logRequest({ log }: Pick<Services, 'log'>, start: number, line: Line): void {
  log.info({ ...line, ms: Math.round((performance.now() - start) * 10) / 10 });
}
