/** The first `limit` of those that fit best; of several that fit alike, in their order. */
export function bestOf<Item extends { text: string }>(
  items: readonly Item[],
  words: readonly string[],
  limit: number,
): Item[] {
  return items
    .map((item) => ({ item, fit: fitOf(words, item.text) }))
    .filter(({ fit }) => fit > 0)
    .toSorted((one, other) => other.fit - one.fit)
    .slice(0, limit)
    .map(({ item }) => item);
}

/** How well a text fits what was typed: 0 unless every word is in it, more where it is as typed, and where words begin with it. */
function fitOf(words: readonly string[], lowerCased: string): number {
  let fit = lowerCased.includes(words.join(' ')) ? 3 : 1;
  for (const word of words) {
    if (!lowerCased.includes(word)) return 0;
    if (lowerCased.startsWith(word)) fit += 2;
    else if (lowerCased.includes(` ${word}`)) fit += 1;
  }
  return fit;
}
