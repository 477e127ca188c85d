import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { describeDay } from '@/components/rows/due';
import { readTask } from './read-task';

// A Sunday.
const now = '2026-11-22';
const inUse = ['Home', 'deep-work', 'IT', 'it'];

afterEach(() => vi.unstubAllEnvs());

test('a date, a priority and tags are taken out of the title', () => {
  expect(read('Call Sam tomorrow 5pm !2 #home #errands')).toEqual({
    title: 'Call Sam 5pm',
    due_date: '2026-11-23',
    priority: 'medium',
    tags: ['Home', 'errands'],
  });
});

test.each([
  ['Call Sam today', 'Call Sam', '2026-11-22'],
  ['Call Sam Tomorrow', 'Call Sam', '2026-11-23'],
  ['tomorrow call Sam', 'call Sam', '2026-11-23'],
  ['Tomorrow: call Sam', 'call Sam', '2026-11-23'],
  ['Call Sam, tomorrow!', 'Call Sam!', '2026-11-23'],
  ['Call Sam at 5pm tomorrow', 'Call Sam at 5pm', '2026-11-23'],
  ['Call Sam tomorrow about the car', 'Call Sam about the car', '2026-11-23'],
  ['Email tomorrow the report', 'Email the report', '2026-11-23'],
  ['Call Sam tomorrow in the morning', 'Call Sam in the morning', '2026-11-23'],
  ['Call Sam friday', 'Call Sam', '2026-11-27'],
  ['Call Sam on Friday', 'Call Sam', '2026-11-27'],
  ['Pay rent by friday', 'Pay rent', '2026-11-27'],
  ['Pay rent due fri', 'Pay rent', '2026-11-27'],
  ['Call Sam mon 10:30', 'Call Sam 10:30', '2026-11-23'],
  ['Call Sam this sunday', 'Call Sam', '2026-11-22'],
  ['Call Sam sunday', 'Call Sam', '2026-11-29'],
  ['Call Sam on next sunday', 'Call Sam', '2026-11-29'],
  ['Friday: call Sam', 'call Sam', '2026-11-27'],
  ['Monday standup notes due friday', 'Monday standup notes', '2026-11-27'],
  ['Log on today', 'Log on', '2026-11-22'],
  ['Carry on Monday', 'Carry on', '2026-11-23'],
  ['Stand by friday', 'Stand by', '2026-11-27'],
  ['Call Sam in 3 days', 'Call Sam', '2026-11-25'],
  ['Call Sam in two weeks', 'Call Sam', '2026-12-06'],
  ['Call Sam in a week', 'Call Sam', '2026-11-29'],
  ['Gifts Dec 24', 'Gifts', '2026-12-24'],
  ['Gifts by December 24th, 2027', 'Gifts', '2027-12-24'],
  ['Gifts 24 dec', 'Gifts', '2026-12-24'],
  ['Gifts 24th of December', 'Gifts', '2026-12-24'],
  ['Gifts Thursday, Dec 24', 'Gifts', '2026-12-24'],
  ['Call Sam Nov 22', 'Call Sam', '2026-11-22'],
  ['Call Sam Nov 21', 'Call Sam', '2027-11-21'],
  ['Pay taxes May 2', 'Pay taxes', '2027-05-02'],
  ['Renew 2028-02-29', 'Renew', '2028-02-29'],
  ['Renew passport on 2027-03-01 with photos', 'Renew passport with photos', '2027-03-01'],
])('“%s” is “%s”, due on %s', (text, title, due_date) => {
  expect(read(text)).toEqual({ title, due_date });
});

test.each([
  ['Call Sam !1', 'high'],
  ['!2 Call Sam', 'medium'],
  ['Call !3 Sam', 'low'],
  ['Call Sam !High', 'high'],
  ['Call Sam !low', 'low'],
])('“%s” is of %s priority', (text, priority) => {
  expect(read(text)).toEqual({ title: 'Call Sam', priority });
});

test.each([
  ['Fix it #node.js', ['node.js']],
  ['Fix it #c++ #C++', ['c++']],
  ['#DEEP-WORK Fix it', ['deep-work']],
  ['Fix it, #home.', ['Home'], 'Fix it.'],
  ['Fix it #日本', ['日本']],
  ['Fix it #IT', ['IT']],
  [`Fix it #${'a'.repeat(32)}`, ['a'.repeat(32)]],
])('the tags of “%s” are %j', (text, tags, title = 'Fix it') => {
  expect(read(text)).toEqual({ title, tags });
});

test.each([
  'Pay by May 32',
  'Pay Jan 45',
  'tomorrow',
  '#home',
  'tomorrow !1 #home',
  'Tomorrow!',
  'Buy 2 apples',
  'Measure 3/4 cup of sugar',
  'Ask whether Ann may come',
  'Look at the sun',
  'Where the cat sat',
  'Be wed',
  'Wait a second',
  'March for peace',
  'March 10 miles',
  'Buy 5 May flowers',
  'Read today’s paper',
  "Print Friday's agenda",
  'Plan the week',
  'Plan next week',
  'Prepare for tomorrow',
  'Book a table for friday',
  'Cook the Sunday roast',
  'Sunday roast',
  'Watch Friday Night Lights',
  'Plan for Black Friday',
  'Shop on Black Friday',
  'Wash the car on Easter Monday',
  'Water the plants every friday',
  'Send what we had last friday',
  'Open from monday to friday',
  'Work on Monday and Tuesday',
  'Open Mon-Fri',
  'Sort the mail of yesterday',
  'Install 10.11.12',
  'Rebuild 2026-02-30',
  'Rebuild 2026-13-01',
  'Celebrate Feb 30',
  'Ask for papers of 2020-01-01',
  'Pay the bill of Dec 24, 2026',
  'Sort the papers, Dec 24, 2020',
  'Rebuild 2020-01-01',
  'Rent a car for 3 days',
  'Run 5 days',
  'Now or never',
  'Watch the late night show',
  'Buy milk at 5',
  'Fix #123',
  'Be the #1 fan',
  'Learn C#',
  'Wow !',
  'Call Sam !4',
  'Call Sam !!',
  'Say hello!1',
  'Go to today.com',
  'Type a#b',
  `Call Sam #${'a'.repeat(33)}`,
])('“%s” stays as it is', (text) => {
  expect(read(text)).toEqual({ title: text });
});

test('what was dismissed stays in the title, and what is said last counts', () => {
  const text = 'Call Sam monday !1 tuesday !3 #home';
  expect(read(text)).toEqual({
    title: 'Call Sam monday !1',
    due_date: '2026-11-24',
    priority: 'low',
    tags: ['Home'],
  });
  expect(read(text, ['tuesday', '!3', '#home'])).toEqual({
    title: 'Call Sam tuesday !3 #home',
    due_date: '2026-11-23',
    priority: 'high',
  });
});

test('punctuation is none of the words', () => {
  const known = { now, tags: inUse };
  expect(readTask('Call Sam, friday, #a, !1', known)).toMatchObject({
    fields: { title: 'Call Sam' },
    due: { words: 'friday' },
    priority: { words: '!1' },
    tags: [{ words: '#a' }],
  });
});

test('tags beyond the tenth stay in the title', () => {
  const tags = Array.from({ length: 12 }, (_, n) => `t${n}`);
  expect(read(`Sort ${tags.map((tag) => `#${tag}`).join(' ')} #t0`)).toEqual({
    title: 'Sort #t10 #t11',
    tags: tags.slice(0, 10),
  });
});

test('no word is lost: those that were not taken are the title, in their order', () => {
  const word = fc.constantFrom(
    ...'Call Sam tomorrow on by friday next in 3 days may 2 dec 24 5pm'.split(' '),
    ...'!1 !low ! #home #a #b and every 2027-01-01 today’s 🎂'.split(' '),
  );
  const words = fc.array(word, { minLength: 1, maxLength: 14 });
  fc.assert(
    fc.property(
      words,
      fc.constantFrom(' ', '  '),
      fc.subarray(['friday', '!1']),
      (all, gap, kept) => {
        const { fields, due, priority, tags } = readTask(all.join(gap), { now, tags: inUse, kept });
        const taken = [due, priority, ...tags].flatMap((one) => one?.words ?? []);
        const title = wordsOf(fields.title);
        expect([...taken.flatMap(wordsOf), ...title].toSorted()).toEqual(all.toSorted());
        let at = -1;
        for (const one of title) expect((at = all.indexOf(one, at + 1))).not.toBe(-1);
        for (const one of kept) expect(taken).not.toContain(one);
      },
    ),
  );
});

test('any text is a task with a title', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      fc.pre(text.trim() !== '');
      expect(read(text).title).not.toBe('');
    }),
  );
});

test.each(['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/Santiago'])(
  'a day is understood as it is shown, and is one of the calendar in %s',
  (zone) => {
    vi.stubEnv('TZ', zone);
    const days = fc.integer({ min: 0, max: 1_000 }).map((count) => later('2026-01-01', count));
    fc.assert(
      fc.property(days, fc.integer({ min: 2, max: 364 }), (from, ahead) => {
        const day = later(from, ahead);
        const shown = describeDay(day, from);
        expect(readOn(from, `Call Sam ${shown}`)).toEqual({ title: 'Call Sam', due_date: day });
        expect(readOn(from, `Call Sam ${day}`)).toEqual({ title: 'Call Sam', due_date: day });
        const weekday = new Date(day).toLocaleDateString('en', {
          weekday: 'long',
          timeZone: 'UTC',
        });
        const next = { title: 'Call Sam', due_date: later(from, ahead % 7 || 7) };
        expect(readOn(from, `Call Sam on ${weekday}`)).toEqual(next);
        const soon = { title: 'Call Sam', due_date: later(from, 1) };
        expect(readOn(from, 'Call Sam tomorrow')).toEqual(soon);
      }),
    );
  },
);

function read(text: string, kept: string[] = []) {
  return readTask(text, { now, tags: inUse, kept }).fields;
}

function readOn(day: string, text: string) {
  return readTask(text, { now: day, tags: [] }).fields;
}

function later(day: string, count: number): string {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
