import { useEffect, useRef } from 'react';
import { problemOf } from '@/trpc/client';

/** What is wrong with each field of a form after `error`, by its name; the first of them gets the focus. */
export function useProblemFields(error: unknown) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [error]);
  const wrong = problemOf(error)?.errors ?? [];
  const byName = wrong.map(({ pointer, detail }) => [pointer.replace('#/', ''), detail]);
  return { form, wrong: Object.fromEntries(byName) as Record<string, string | undefined> };
}
