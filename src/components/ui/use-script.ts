import { useQuery } from '@tanstack/react-query';
import { loadScript } from './load-script';

/** A script that is not needed at first, from when it is wanted on; tried for until it is there, and undefined until then. */
export function useScript<Script>(
  name: string,
  load: () => Promise<Script>,
  isWanted = true,
): Script | undefined {
  const { data } = useQuery({
    queryKey: ['script', name],
    queryFn: () => loadScript(load),
    enabled: isWanted,
    retry: true,
    staleTime: Infinity,
    structuralSharing: false,
  });
  return data;
}
