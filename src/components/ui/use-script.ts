import { useQuery } from '@tanstack/react-query';
import { loadScript } from './load-script';

const PAUSE_MS = 2_000;

/** A script that is not needed at first, from when it is wanted on; tried for until it is there, and undefined until then. `isMissing` when it could not be loaded yet. */
export function useScript<Script>(
  name: string,
  load: () => Promise<Script>,
  isWanted = true,
): { script: Script | undefined; isMissing: boolean } {
  const { data, failureCount } = useQuery({
    queryKey: ['script', name],
    queryFn: () => loadScript(load),
    enabled: isWanted,
    retry: true,
    retryDelay: PAUSE_MS,
    staleTime: Infinity,
    structuralSharing: false,
  });
  return { script: data, isMissing: failureCount > 0 };
}
