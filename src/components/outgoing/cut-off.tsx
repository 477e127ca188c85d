/** Says, where it is so, that changes made elsewhere do not come at the moment; the region stays, so that it is heard. */
export function CutOff({ isSaid }: { isSaid: boolean }) {
  return (
    <output className={isSaid ? 'notice mt-3 border-border' : undefined}>
      {isSaid && 'Live updates are interrupted. Trying again …'}
    </output>
  );
}
