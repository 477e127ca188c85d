const DAY_MS = 86_400_000;

/** What a person may have to do around `now`, the newest first, as operations of a bulk; the last two are deleted again. */
export function sampleTasks(now: Date): object[] {
  const day = (distance: number) =>
    new Date(now.getTime() + distance * DAY_MS).toISOString().slice(0, 10);
  return [
    {
      title: 'Send the invoice to the bakery',
      description: 'The one of October. They want it as a PDF, with the number of the order on it.',
      due_date: day(-2),
      priority: 'high',
      tags: ['work'],
    },
    { title: 'Buy oat milk and bread', due_date: day(0), tags: ['home', 'errands'] },
    { title: 'Call Sam about the holidays', due_date: day(0), priority: 'medium' },
    { title: 'Book the train to Ghent', due_date: day(3), tags: ['holidays'] },
    { title: 'Repair the bell of the tandem', priority: 'low', tags: ['home'] },
    { title: 'Read the chapter about revisions', due_date: day(12), tags: ['work'] },
    { title: 'Ask Mira which book she wants' },
    { title: 'Water the plants', completed: true, tags: ['home'] },
    { title: 'Renew the library card', completed: true },
    { title: 'Look for the blue umbrella' },
    { title: 'Return the ladder', tags: ['errands'] },
  ].map((task) => ({ op: 'create', ...task }));
}
