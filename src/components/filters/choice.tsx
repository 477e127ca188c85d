interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly (readonly [value: Value, words: string])[];
  choose: (value: Value) => void;
}

/** One of a few values, chosen from a list. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, choose } = props;
  return (
    <select
      aria-label={label}
      className="field px-2 sm:text-sm"
      value={value}
      onChange={({ target }) => choose(target.value as Value)}
    >
      {options.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </select>
  );
}
