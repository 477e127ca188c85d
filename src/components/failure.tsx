import { problemOf } from '@/trpc/client';

/** Says what went wrong and what to do; `retry` is offered as a button. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = problemOf(error);
  const request = problem?.instance.replace('urn:request:', '');
  return (
    <div role="alert" className="notice">
      <p>{problem?.detail ?? (error instanceof Error ? error.message : String(error))}</p>
      {request && (
        <p className="text-sm">
          Request <code className="break-all">{request}</code>
        </p>
      )}
      {retry && (
        <button type="button" className="button-quiet" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
