import { expect, test } from 'vitest';
import { createSelection } from './selection';

test('a range goes from the row that was toggled last, both ways, and shrinks again', () => {
  const selection = begin([1, 2, 3, 4, 5, 6]);
  selection.toggle(6);
  selection.toggle(3);
  selection.extendTo(5);
  expect(selected(selection)).toEqual([3, 4, 5, 6]);
  selection.extendTo(4);
  expect(selected(selection)).toEqual([3, 4, 6]);
  selection.extendTo(1);
  expect(selected(selection)).toEqual([1, 2, 3, 6]);
});

test('a range follows the order that is shown, and begins anew when its begin is gone', () => {
  const selection = begin([3, 1, 2]);
  selection.toggle(3);
  selection.follow(() => [2, 3, 1]);
  selection.extendTo(1);
  expect(selected(selection)).toEqual([1, 3]);
  selection.follow(() => [1, 2, 4]);
  selection.extendTo(4, 2);
  expect(selected(selection)).toEqual([1, 2, 3, 4]);
});

test('the rows that are next are those that are shown', () => {
  const selection = begin([7, 5, 9]);
  expect(selection.neighbourOf(5, 1)).toBe(9);
  expect(selection.neighbourOf(5, -1)).toBe(7);
  expect(selection.neighbourOf(9, 1)).toBeUndefined();
  expect(selection.neighbourOf(7, -1)).toBeUndefined();
});

test('nothing is selected before it begins and after it ends', () => {
  const selection = begin([1]);
  selection.toggle(1);
  expect(selection.isSelected(1)).toBe(true);
  selection.end();
  expect(selection.isSelected(1)).toBeUndefined();
  selection.begin();
  expect(selection.isSelected(1)).toBe(false);
});

function begin(order: number[]) {
  const selection = createSelection();
  selection.follow(() => order);
  selection.begin();
  return selection;
}

function selected(selection: ReturnType<typeof begin>): number[] {
  return [...(selection.getSelected() ?? [])].toSorted((a, b) => a - b);
}
