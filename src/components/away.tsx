interface AwayProps {
  /** How many commands wait to be sent. */
  waiting: number;
  wake: () => void;
}

/** Says that the server cannot be reached, and that nothing is lost by it. */
export function Away({ waiting, wake }: AwayProps) {
  const changes = waiting === 1 ? '1 change is' : `${waiting} changes are`;
  return (
    <div role="alert" className="notice mt-3">
      <p>
        Tandem cannot be reached. You can go on: {changes} kept on this device, and sent when it is
        back.
      </p>
      <button type="button" className="button-quiet" onClick={wake}>
        Try now
      </button>
    </div>
  );
}
