import { useEffect } from 'react';
import type { User } from '@/auth/client';
import { useUnsent } from '@/components/feed/use-unsent';
import { handOnFocus } from '@/components/ui/hand-on-focus';
import { inFigures } from '@/components/ui/in-figures';
import { useModal } from '@/components/ui/use-modal';
import { dropKept } from '@/outbox/storage';
import { leave } from './leave';

export interface UnsentDialogProps {
  user: User;
  onClose: () => void;
}

/** Asks whoever signs out what becomes of the changes that the server does not have; when it has them, nothing needs asking. */
export function UnsentDialog({ user, onClose }: UnsentDialogProps) {
  const { count, isAway, areKept, isRefused, isElsewhere, wake } = useUnsent(user.id);
  const dialog = useModal();
  useEffect(() => {
    if (count === 0 && !isElsewhere) void leave(user);
  }, [count, isElsewhere, user]);

  function discard(): void {
    const drop = () => dropKept(user.id);
    // Another tab may note an answer before it hears that its person has left, and has heard it once the server knows.
    void leave(user).finally(drop);
    drop();
  }

  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="unsent" className="dialog">
      <h2 id="unsent" className="heading text-2xl">
        Sign out before all is sent?
      </h2>
      <output className="mt-4 block">
        {describeUnsent(count, isElsewhere)} {isAway && 'Tandem cannot be reached. '}
        {isRefused
          ? 'What was refused waits in your list for you.'
          : 'Wait, and you are signed out when nothing is missing.'}
      </output>
      <p className="mt-2 mb-6 text-muted">{describeLoss(areKept, isElsewhere)}</p>
      <div className="grid gap-2">
        {isAway && (
          <button ref={handOnFocus} type="button" className="button" onClick={wake}>
            Try now
          </button>
        )}
        {areKept && !isElsewhere && (
          <button type="button" className="button-quiet" onClick={() => leave(user)}>
            Sign out and keep them here
          </button>
        )}
        <button type="button" className="button-quiet text-alarm" onClick={discard}>
          Discard them and sign out
        </button>
        <button
          type="button"
          data-takes-focus
          className="button-bare"
          onClick={() => dialog.current?.close()}
        >
          Stay signed in
        </button>
      </div>
    </dialog>
  );
}

function describeUnsent(count: number, isElsewhere: boolean): string {
  if (count === 0) return 'Changes in another tab have not reached the server.';
  const own = `${count === 1 ? '1 change has' : `${inFigures(count)} changes have`} not reached the server.`;
  return isElsewhere ? `${own} Nor have others in another tab.` : own;
}

/** What becomes of them if their person signs out now. */
function describeLoss(areKept: boolean, isElsewhere: boolean): string {
  if (areKept && !isElsewhere)
    return 'What is kept in this browser is sent when you sign in here again.';
  const place = areKept ? 'another tab' : isElsewhere ? 'this tab and another' : 'this tab';
  return `This browser has no room to keep those in ${place}: they are lost if you sign out now.`;
}
