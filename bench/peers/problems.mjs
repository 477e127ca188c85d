const REFUSALS = {
  stranger: [401, 'Missing Authorization header: expected Bearer token'],
  refused: [401, 'Invalid or expired token'],
  other: [403, "Access denied: user_id mismatch, not authorized to access this user's tasks"],
  unknown: [404, 'Task not found'],
  nowhere: [404, 'There is nothing at this path'],
  full: [409, 'You have reached the limit of your tasks: delete some first'],
};
const TYPES = {
  401: ['unauthorized', 'Not signed in', 'UNAUTHORIZED'],
  403: ['forbidden', 'Access denied', 'FORBIDDEN'],
  404: ['not-found', 'Not found', 'NOT_FOUND'],
  409: ['conflict', 'Conflict', 'CONFLICT'],
  422: ['validation', 'Validation failed', 'UNPROCESSABLE_CONTENT'],
};

/** The body of a refusal (RFC 9457). */
export function problem(name) {
  return problemOf(...REFUSALS[name]);
}

/** The body of a refusal of what was sent. */
export function invalid(detail) {
  return problemOf(422, detail);
}

/** The same for a status. */
export function problemOf(status, detail) {
  const [slug, title, code] = TYPES[status];
  const type = `${process.env.BETTER_AUTH_URL}/problems/${slug}`;
  return { type, title, status, detail, instance: `urn:request:${crypto.randomUUID()}`, code };
}
