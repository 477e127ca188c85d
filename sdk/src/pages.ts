/** A page of a list, with its answer. */
export interface Page<Item> {
  items: Item[];
  response: Response;
}

/**
 * The items of a list, page after page, each asked for when somebody wants it. Of the `Link` header (RFC 8288) only
 * the cursor is used: the token goes nowhere but to where the client was told.
 */
export async function* itemsOf<Item>(
  read: (cursor: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item, void, undefined> {
  for (let cursor: string | undefined; ;) {
    const { items, response } = await read(cursor);
    yield* items;
    cursor = nextCursor(response.headers.get('link'), response.url);
    if (cursor === undefined) return;
  }
}

function nextCursor(link: string | null, base: string): string | undefined {
  const [, target] = /<([^>]*)>[^,]*;\s*rel="?next"?/i.exec(link ?? '') ?? [];
  if (target === undefined) return undefined;
  return new URL(target, base).searchParams.get('cursor') ?? undefined;
}
