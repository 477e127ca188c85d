const REFUSALS = {
  BAD_REQUEST: { status: 400, message: 'Bad request' },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'Internal server error' },
  SERVICE_UNAVAILABLE: { status: 503, message: 'Service unavailable: try again in a few seconds' },
};

/** An error under `/api/auth` that Better Auth does not answer itself, in its form; a 503 has `Retry-After`. */
export function refusal(code: keyof typeof REFUSALS): Response {
  const { status, message } = REFUSALS[code];
  const headers = new Headers({ 'cache-control': 'no-store' });
  if (status === 503) headers.set('retry-after', '5');
  return Response.json({ code, message }, { status, headers });
}
