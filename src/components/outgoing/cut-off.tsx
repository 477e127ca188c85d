import { useOffline } from 'next/offline';
import { useLasting } from '@/components/ui/use-lasting';

interface CutOffProps {
  /** Whether nothing is heard of changes made elsewhere. */
  isCutOff?: boolean;
  /** Whether something else says so. */
  isSaid?: boolean;
}

/** What is over sooner concerns nobody. */
const BRIEF_MS = 500;

/** Says, while it is so, that the server cannot be reached or changes made elsewhere do not come; the region stays, so that it is heard. */
export function CutOff({ isCutOff, isSaid }: CutOffProps) {
  const isOffline = useLasting(useOffline(), BRIEF_MS);
  const words = isOffline
    ? 'Tandem cannot be reached. Other pages open when it is back.'
    : isCutOff && 'Live updates are interrupted. Trying again …';
  const isShown = words && !isSaid;
  return (
    <output className={isShown ? 'notice my-3 border-border' : undefined}>
      {isShown && words}
    </output>
  );
}
