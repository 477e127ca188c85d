import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Entry } from './command';
import { createOutboxStorage, dropKept, keptKeys } from './storage';

const methods = {
  getItem: (key: string): string | null => items[key] ?? null,
  setItem: (key: string, value: string) => {
    const others = Object.entries(items).filter(([name]) => name !== key);
    if ([...others, [key, value]].join('').length > room) throw new Error('full');
    items[key] = value;
  },
  removeItem: (key: string) => void delete items[key],
};

let items: Record<string, string>;
let room: number;

beforeEach(() => {
  items = Object.create(methods) as Record<string, string>;
  room = Infinity;
  vi.stubGlobal('localStorage', items);
  vi.stubGlobal('navigator', {});
});
afterEach(() => void vi.unstubAllGlobals());

test('an item that cannot be read does not keep back the others, and is given up with them', async () => {
  items['tandem.outbox.ada.broken'] = '{"page":';
  items['tandem.outbox.ada.strange'] = '{}';
  items['tandem.outbox.ada.left'] = leftBy('closed', entryOf('left'));
  items['tandem.outbox.eve.hers'] = leftBy('closed', entryOf('hers'));

  expect(await createOutboxStorage('ada').load()).toEqual([entryOf('left')]);
  expect(keptKeys('ada')).toEqual(['left']);
  dropKept('ada');
  expect(Object.keys(items)).toEqual(['tandem.outbox.eve.hers']);
});

test('what an older version has kept one by one is taken up, and kept until it is done', async () => {
  const entry = entryOf('left');
  items['tandem.outbox.ada.left'] = JSON.stringify({ page: 'closed', entry });
  const storage = createOutboxStorage('ada');
  expect(await storage.load()).toEqual([entry]);
  expect(keptKeys('ada')).toEqual(['left']);
  storage.drop([entry]);
  expect(items).toEqual({});
});

test('thousands are kept in a few items, of which each goes when all of it is done', () => {
  const storage = createOutboxStorage('ada');
  const entries = Array.from({ length: 5_000 }, (_, index) => entryOf(`entry ${index}`));
  storage.save(entries);
  expect(Object.keys(items)).toHaveLength(50);
  expect(new Set(keptKeys('ada')).size).toBe(5_000);
  storage.drop(entries.slice(0, 250));
  expect(Object.keys(items)).toHaveLength(48);
  expect(new Set(keptKeys('ada'))).toEqual(new Set(entries.slice(250).map(({ key }) => key)));
  expect(storage.areKept()).toBe(true);
});

test('one that is asked for again after others of its item are done displaces none of them', () => {
  const storage = createOutboxStorage('ada');
  const [one, two] = [entryOf('one'), entryOf('two')];
  storage.save([one, two]);
  storage.drop([one]);
  storage.save([one]);
  expect(keptKeys('ada').toSorted()).toEqual(['one', 'two']);
});

test('what there is no room for is told, until it is kept or done', () => {
  const storage = createOutboxStorage('ada');
  const [one, two] = [entryOf('one'), entryOf('two')];
  storage.save([one]);
  room = 0;
  storage.save([two]);
  expect(storage.areKept()).toBe(false);
  room = Infinity;
  storage.save([two]);
  expect(storage.areKept()).toBe(true);
  room = 0;
  storage.save([one, two]);
  expect(storage.areKept()).toBe(false);
  storage.drop([one, two]);
  expect(storage.areKept()).toBe(true);
});

test('what cannot be kept as it is sent is not kept as it was: another page would send it a second time', () => {
  const storage = createOutboxStorage('ada');
  storage.save([entryOf('one')]);
  room = 100;
  storage.save([{ ...entryOf('one'), batch: 'x'.repeat(100) }]);
  expect(storage.areKept()).toBe(false);
  expect(keptKeys('ada')).toEqual([]);
});

function leftBy(page: string, ...entries: Entry[]): string {
  return JSON.stringify({ page, entries });
}

function entryOf(key: string): Entry {
  return { key, at: 1, command: { op: 'complete', id: 1, completed: true } };
}
