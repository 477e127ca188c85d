/** What words in a text say, and where they stand, with a space before them. */
export interface Found<Value = string> {
  from: number;
  to: number;
  words: string;
  value: Value;
}

/** Has to follow such words: the end of the text or a space, perhaps with punctuation before. */
export const END = String.raw`(?=[.,;:!?)]*(?:\s|$))`;

/** What a match of such words says. */
export function toFound<Value>(
  { 0: all, index: from }: RegExpExecArray,
  value: Value,
): Found<Value> {
  return { from, to: from + all.length, words: all.replace(/^,?\s/, ''), value };
}
