/** What was looked at, and what has to be done about it, if anything. */
export interface Finding {
  name: string;
  status: 'ok' | 'warning' | 'failed';
  found: string;
  /** Only where it is not ok. */
  advice?: string;
}

export function fine(name: string, found: string): Finding {
  return { name, status: 'ok', found };
}

/** It works, but not as it should. */
export function warning(name: string, found: string, advice: string): Finding {
  return { name, status: 'warning', found, advice };
}

/** It does not work. */
export function failed(name: string, found: string, advice: string): Finding {
  return { name, status: 'failed', found, advice };
}
