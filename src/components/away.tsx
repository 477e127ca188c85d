interface AwayProps {
  /** How many commands wait to be sent. */
  waiting: number;
  wake: () => void;
}

/** Says that the server cannot be reached, and that nothing is lost by it. */
export function Away({ waiting, wake }: AwayProps) {
  return (
    <div className="notice mt-3">
      {/* The count is none of the alert, which would be said again with each change. */}
      <p role="alert">Tandem cannot be reached. You can go on.</p>
      <p>{areWaiting(waiting)} kept on this device, and sent when it is back.</p>
      <button type="button" className="button-quiet" onClick={wake}>
        Try now
      </button>
    </div>
  );
}

/** Says that more was asked for than the server takes at a time, and that nothing is lost by it. */
export function Busy({ waiting }: Pick<AwayProps, 'waiting'>) {
  return (
    <div className="notice mt-3">
      <output>That was more than Tandem takes at a time. You can go on.</output>
      <p>{areWaiting(waiting)} kept on this device, and sent within a minute.</p>
    </div>
  );
}

function areWaiting(waiting: number): string {
  return waiting === 1 ? '1 change is' : `${waiting} changes are`;
}
