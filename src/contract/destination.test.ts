import { array, assert, constantFrom, oneof, property, string, webUrl } from 'fast-check';
import { expect, test } from 'vitest';
import { leadingTo, toDestination } from './destination';

const PAGE = /^\/(tasks|deleted|settings|developers)(\?|$)/;
const SITE = 'https://tandem.example';

test.each(['/settings', '/tasks?tag=work&sort=due_date', '/deleted', '/tasks?search=%2F%2Fevil'])(
  '%s is where signing in leads, as it was asked for',
  (wanted) => {
    expect(toDestination(wanted)).toBe(wanted);
    const { pathname, searchParams } = new URL(leadingTo(wanted), SITE);
    expect([pathname, searchParams.get('next')]).toEqual(['/sign-in', wanted]);
  },
);

test.each([
  undefined,
  ['/settings', '/settings'],
  '',
  '/',
  '/sign-in',
  '/api/auth/sign-out',
  '//evil.example/tasks',
  '/\\evil.example/tasks',
  '\\\\evil.example/tasks',
  '/\t/evil.example/tasks',
  '/..//evil.example/tasks',
  '/%2Fevil.example/tasks',
  '/%5Cevil.example',
  'https://evil.example/tasks',
  'https:/evil.example/tasks',
  'javascript:alert(1)//tasks',
  'java\nscript:alert(1)',
  'data:text/html,/tasks',
  '/tasks@evil.example',
  'http://',
])('%j leads to the tasks', (wanted) => {
  expect(toDestination(wanted)).toBe('/tasks');
  expect(leadingTo(wanted, '/sign-up')).toBe('/sign-up');
});

test('whatever is wanted, signing in leads to a page of this site', () => {
  const piece = constantFrom(
    ...'/ \\ // .. %2f %5C @ : ? # javascript: https: evil.example /tasks /settings next= 。'.split(
      ' ',
    ),
    ' ',
    '\t',
    '\n',
    '\0',
    '\u2028',
  );
  const wanted = oneof(
    string({ unit: 'binary' }),
    webUrl(),
    array(oneof(piece, string()), { maxLength: 8 }).map((pieces) => pieces.join('')),
  );
  assert(
    property(wanted, (typed) => {
      const destination = toDestination(typed);
      expect(destination).toMatch(PAGE);
      expect(new URL(destination, SITE).origin).toBe(SITE);
      expect(
        toDestination(new URL(leadingTo(typed), SITE).searchParams.get('next') ?? '/tasks'),
      ).toBe(destination);
    }),
    { numRuns: 2_000 },
  );
});
