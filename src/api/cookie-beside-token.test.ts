import { afterAll, describe, expect, test } from 'vitest';
import { createTestApp, type Person } from '@/testing/app';
import { bearer, clients, says, send } from '@/testing/clients';
import { signInAgain } from '@/testing/devices';
import { routes } from './routes';

// Here, because the tables are made of the cookies.
const app = await createTestApp();
const ann = await signUp();
const eve = await signUp();
afterAll(() => app.close());

const cookies: [string, string][] = [
  ['one’s own cookie', ann.cookie],
  ['the cookie of somebody else', eve.cookie],
];

/** A call of every procedure that needs a token, with a task or session that nobody has. */
const guarded = routes
  .filter(({ meta }) => meta.openapi.protect)
  .map(({ name, path, takesBody }) => ({
    procedure: name,
    input: {
      ...(path.includes('{id}') && { id: path.includes('/tasks/') ? 9e15 : 'none' }),
      ...(takesBody && { title: ' ', operations: [] }),
    },
  }));

describe.each(cookies)('%s beside a token', (_, cookie) => {
  describe.each(Object.entries(clients))('over %s', (way, client) => {
    test.each(guarded.filter(({ procedure }) => says(way, procedure)))(
      'changes nothing in $procedure',
      async ({ procedure, input }) => {
        const call = async (who: Person, headers: Record<string, string>) => {
          const answer = await client(app, {
            procedure,
            input: { ...input, user_id: who.id },
            headers,
          });
          expect(answer?.headers.has('set-cookie')).toBe(false);
          return answer?.status;
        };
        const alone = await call(ann, bearer(ann.token));
        expect(alone).not.toBe(401);
        expect(await call(ann, { ...bearer(ann.token), cookie })).toBe(alone);
        expect(await call(eve, { ...bearer(ann.token), cookie })).toBe(403);
        expect(await call(eve, { ...bearer('bad'), cookie })).toBe(401);
      },
    );
  });

  test('does not say who asks under /api/auth', async () => {
    const origin = app.services.env.BETTER_AUTH_URL;
    for (const [token, user] of [
      [ann.token, { user: { id: ann.id } }],
      ['bad', null],
    ] as const) {
      const headers = { ...bearer(token), cookie, origin };
      const response = await send(app, 'GET', '/api/auth/get-session', headers);
      const body: unknown = await response.json();
      expect({ body }).toMatchObject({ body: user });
      expect(response.headers.has('set-cookie')).toBe(false);
    }
  });
});

/** Token and cookie are of one session, the only one that a call here leaves alive. */
async function signUp() {
  const person = await app.signUp();
  return { ...person, ...(await signInAgain(app, person)) };
}
