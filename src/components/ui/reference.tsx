interface ReferenceProps {
  /** What it is the id of. */
  of: 'Request' | 'Failure';
  id: string;
}

/** What to name when asking for help: the log of the server has it. */
export function Reference({ of, id }: ReferenceProps) {
  return (
    <p className="text-sm">
      {of} <code className="break-all">{id}</code>
    </p>
  );
}
