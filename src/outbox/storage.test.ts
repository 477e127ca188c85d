import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Entry } from './command';
import { createOutboxStorage, dropKept, keptKeys } from './storage';

const methods = {
  getItem: (key: string): string | null => items[key] ?? null,
  setItem: (key: string, value: string) => void (items[key] = value),
  removeItem: (key: string) => void delete items[key],
};

let items: Record<string, string>;

beforeEach(() => {
  items = Object.create(methods) as Record<string, string>;
  vi.stubGlobal('localStorage', items);
  vi.stubGlobal('navigator', {});
});
afterEach(() => void vi.unstubAllGlobals());

test('an item that cannot be read does not keep back the others, and is given up with them', async () => {
  items['tandem.outbox.ada.broken'] = '{"page":';
  items['tandem.outbox.ada.left'] = JSON.stringify({ page: 'closed', entry: entryOf('left') });
  items['tandem.outbox.eve.hers'] = JSON.stringify({ page: 'closed', entry: entryOf('hers') });

  expect(await createOutboxStorage('ada').load()).toEqual([entryOf('left')]);
  expect(keptKeys('ada').toSorted()).toEqual(['broken', 'left']);
  dropKept('ada');
  expect(Object.keys(items)).toEqual(['tandem.outbox.eve.hers']);
});

function entryOf(key: string): Entry {
  return { key, command: { op: 'delete', id: 1 } } as unknown as Entry;
}
