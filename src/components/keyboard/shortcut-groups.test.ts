import { expect, test } from 'vitest';
import { shortcutGroups } from './shortcut-groups';
import { namedShortcuts } from './shortcuts';

test('every shortcut that is listened for is told', () => {
  const told = shortcutGroups.flatMap(({ shortcuts }) => shortcuts.map(({ keys }) => keys));
  expect(told).toEqual(expect.arrayContaining(namedShortcuts.map(({ keys }) => keys)));
});

test('how notes are saved is told, as Enter begins a line there', () => {
  const edit = shortcutGroups.find(({ title }) => title === 'In an edit');
  expect(edit?.shortcuts.map(({ keys }) => keys)).toContainEqual(['Mod+Enter']);
});
