/** The form of an instant on the wire. */
export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** A task with a value other than the default in every field that can be given. */
export const FULL = {
  title: 'Buy milk',
  description: 'Two litres',
  completed: true,
  due_date: '2026-12-24',
  priority: 'high',
  tags: ['home', 'shop'],
};
