/** Says under a field what is wrong with it. */
export function Wrong({ error }: { error: { id: string; words: string } | undefined }) {
  return (
    error && (
      <p id={error.id} role="alert" className="text-sm text-alarm">
        {error.words}
      </p>
    )
  );
}
