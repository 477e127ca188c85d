/** A request as it is sent, and where to. */
export type Sending = [path: string, init?: RequestInit];

/** Everything that clients do by mistake with something that is secret, or private. */
export function misuses(value: string, userId: string): Sending[] {
  const text = encodeURIComponent(value);
  const tasks = `/api/${userId}/tasks`;
  const inJson = JSON.stringify(value);
  const inHeader = text.slice(0, 4_000);
  return [
    [`${tasks}?token=${text}`],
    [`${tasks}?access_token=${text}&sort=${text}`],
    [`${tasks}/${text}`],
    [`/api/${text}/tasks`],
    [`/api/${text}/tasks/1/complete`, { method: 'PATCH' }],
    [`/api/tasks/${text}`],
    [`/api/${text}`],
    [`/api/%00/${text}%ff`],
    [`/api/auth/${text}`],
    [`/api/auth/token?token=${text}`],
    [`/api/auth/reset-password/${text}?callbackURL=${text}`],
    [`/api/auth/verify-email?token=${text}`],
    [`/api/auth/callback/${text}?code=${text}&state=${text}`],
    [`/api/trpc/${text}`],
    [`/api/trpc/tasks.list,${text}?batch=1&input=${text}`],
    [`/api/trpc/tasks.list?input=${text}`],
    [tasks, { headers: { authorization: inHeader } }],
    [tasks, { headers: { authorization: `Bearer ${inHeader}` } }],
    [tasks, { headers: { authorization: `Basic ${inHeader}`, 'x-api-key': inHeader } }],
    [tasks, { headers: { cookie: `better-auth.session_token=${inHeader}; token=${inHeader}` } }],
    ['/api/auth/token', { headers: { authorization: `Bearer ${inHeader}` } }],
    ['/api/auth/get-session', { headers: { cookie: `better-auth.session_token=${inHeader}` } }],
    ...['/api/auth/sign-in/email', '/api/auth/sign-up/email', '/api/auth/change-password'].flatMap(
      (path): Sending[] => bodies(inJson).map((body) => [path, post(body)]),
    ),
    ...bodies(inJson).map((body): Sending => [tasks, post(body)]),
    ...bodies(inJson).map((body): Sending => ['/api/trpc/tasks.create', post(body)]),
  ];
}

/** JSON that fits nothing, and what is no JSON. */
function bodies(json: string): string[] {
  return [
    `{"token":${json},"title":[${json}],"email":${json},"password":${json}}`,
    `{${json}`,
    json,
  ];
}

function post(body: string): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body };
}
