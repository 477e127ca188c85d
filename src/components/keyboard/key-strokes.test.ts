import { describe, expect, test } from 'vitest';
import { createReader, strokeOf } from './key-strokes';

const NONE = {
  code: '',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  getModifierState: () => false,
};
const elsewhere = false;
const atApple = true;

describe('a stroke is what is typed', () => {
  test.each([
    ['a letter', { key: 'e' }, elsewhere, 'e'],
    ['a letter with Caps Lock', { key: 'E' }, elsewhere, 'e'],
    ['a letter with Shift', { key: 'E', shiftKey: true }, elsewhere, undefined],
    ['a sign that takes Shift', { key: '?', shiftKey: true }, elsewhere, '?'],
    ['a sign on the key of another', { key: '#', code: 'Backslash' }, elsewhere, '#'],
    ['a sign behind AltGr', { key: '#', ctrlKey: true, altKey: true, ...altGr() }, elsewhere, '#'],
    ['a sign behind Option', { key: '#', code: 'Digit3', altKey: true }, atApple, '#'],
    ['a letter of Option', { key: 'ç', code: 'KeyC', altKey: true }, atApple, 'ç'],
    ['a Cyrillic letter', { key: 'с', code: 'KeyC' }, elsewhere, 'c'],
    ['such a letter of Option', { key: 'ћ', code: 'KeyC', altKey: true }, atApple, 'ћ'],
    ['a Latin letter on the key of another', { key: 'ñ', code: 'KeyN' }, elsewhere, 'ñ'],
    ['a key with a name', { key: 'Delete' }, elsewhere, 'Delete'],
    ['such a key with Shift', { key: 'ArrowDown', shiftKey: true }, elsewhere, undefined],
    ['Alt', { key: 'e', altKey: true }, elsewhere, undefined],
    ['Ctrl', { key: 'k', ctrlKey: true }, elsewhere, 'Mod+k'],
    ['Ctrl with a Cyrillic letter', { key: 'л', code: 'KeyK', ctrlKey: true }, elsewhere, 'Mod+k'],
    ['Ctrl and Shift', { key: 'K', ctrlKey: true, shiftKey: true }, elsewhere, undefined],
    ['⌘', { key: 'k', metaKey: true }, atApple, 'Mod+k'],
    ['Ctrl where ⌘ is meant', { key: 'k', ctrlKey: true }, atApple, undefined],
    ['the key of Windows', { key: 'k', metaKey: true }, elsewhere, undefined],
  ])('%s', (_, typed, isApple, stroke) => {
    expect(strokeOf({ ...NONE, ...typed }, isApple)).toBe(stroke);
  });
});

describe('a reader', () => {
  const sequences = ['g t', 'g s', 't', 'j'];

  test('gives what one stroke completes', () => {
    const read = createReader(sequences);
    expect([read('j', 0), read('x', 1), read('t', 2)]).toEqual(['j', undefined, 't']);
  });

  test('gives what two strokes complete', () => {
    const read = createReader(sequences);
    expect([read('g', 0), read('t', 1_000)]).toEqual([undefined, 'g t']);
    expect(read('s', 1_001), 'the first stroke holds for one more').toBeUndefined();
  });

  test('forgets a first stroke after a while', () => {
    const read = createReader(sequences);
    expect([read('g', 0), read('t', 1_500)]).toEqual([undefined, 't']);
  });

  test('takes nothing for what does not follow a first stroke', () => {
    const read = createReader(sequences);
    expect([read('g', 0), read('j', 1)]).toEqual([undefined, undefined]);
    expect(read('j', 2)).toBe('j');
  });
});

function altGr() {
  return { getModifierState: (key: string) => key === 'AltGraph' };
}
