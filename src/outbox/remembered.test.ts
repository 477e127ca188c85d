import { expect, test } from 'vitest';
import { remembered } from './remembered';

test('the last hundred steps are remembered', () => {
  const steps = Array.from({ length: 103 }, (_, at) => ({ at, commands: [at] }));
  expect(remembered(steps)).toEqual(steps.slice(3));
});

test('of large steps fewer are remembered, and the last one always', () => {
  const steps = [9_000, 6_000, 5_000].map(stepOf);
  expect(remembered(steps)).toEqual(steps);
  const [large, ...last] = [15_000, 6_000, 5_000].map(stepOf);
  expect(remembered([large!, ...last])).toEqual(last);
  expect(remembered([...last, stepOf(30_000)])).toEqual([stepOf(30_000)]);
});

test('nothing done is nothing remembered', () => {
  expect(remembered([])).toEqual([]);
});

function stepOf(length: number) {
  return { commands: Array.from({ length }) };
}
