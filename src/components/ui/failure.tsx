import { problemOf, requestOf } from '@/trpc/problem';
import { handOnFocus } from './hand-on-focus';
import { Reference } from './reference';

interface FailureProps {
  error: unknown;
  retry?: () => void;
}

/** Says what went wrong and what to do; `retry` is offered as a button. */
export function Failure({ error, retry }: FailureProps) {
  const problem = problemOf(error);
  if (problem) {
    return <Complaint detail={problem.detail} request={requestOf(problem)} retry={retry} />;
  }
  return (
    <Complaint detail={error instanceof Error ? error.message : String(error)} retry={retry} />
  );
}

interface ComplaintProps {
  detail: string;
  /** The id of the request that was refused. */
  request?: string | undefined;
  retry?: (() => void) | undefined;
}

/** The same in words. */
export function Complaint({ detail, request, retry }: ComplaintProps) {
  return (
    <div ref={handOnFocus} role="alert" className="notice">
      <p>{detail}</p>
      {request && <Reference of="Request" id={request} />}
      {retry && (
        <button type="button" className="button-quiet" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
