/** The parts of a keyboard event that tell what was typed. */
type Typed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'getModifierState'
>;

/** A second key belongs to the first for so long, in milliseconds. */
const PATIENCE_MS = 1_500;

/** What is typed, as shortcuts name it: the character, whichever keys it takes here; undefined when it is another one's. */
export function strokeOf(typed: Typed, isApple: boolean): string | undefined {
  const { ctrlKey, altKey, metaKey, shiftKey } = typed;
  const key = letterOf(typed) ?? typed.key;
  const isMod = isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (isMod && !altKey && !shiftKey) return `Mod+${key}`;
  // Some keyboards have # or / behind AltGr or Option.
  const isCharacter = typed.getModifierState('AltGraph') || (isApple && !ctrlKey && !metaKey);
  if (!isCharacter && (ctrlKey || altKey || metaKey)) return undefined;
  return shiftKey && /^(\p{L}|\w{2,})$/u.test(key) ? undefined : key;
}

/** Reads strokes one after the other; the answer is the sequence that they complete, if there is such a one. */
export function createReader(sequences: readonly string[]) {
  let begun = '';
  let since = 0;

  /** `at` is when, in milliseconds. */
  return function read(stroke: string, at: number): string | undefined {
    const sequence = begun && at - since < PATIENCE_MS ? `${begun} ${stroke}` : stroke;
    const isBegun = sequences.some((one) => one.startsWith(`${sequence} `));
    begun = isBegun ? sequence : '';
    since = at;
    return sequences.includes(sequence) ? sequence : undefined;
  };
}

/** A letter without its case; where others than Latin ones are typed, the one on the same key. */
export function letterOf({
  key,
  code,
  altKey,
}: Pick<Typed, 'key' | 'code' | 'altKey'>): string | undefined {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  if (altKey || !/^\p{L}$/u.test(key) || /^\p{Script=Latin}$/u.test(key)) return undefined;
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
}
