import createClient from 'openapi-fetch';
import type { paths } from './generated/schema.js';
import { baseUrl, bearer, given, play } from './scenario.js';

const client = createClient<paths>({ baseUrl });

await play({
  signUp: async (body) => {
    const { token, user } = given((await client.POST('/api/auth/sign-up/email', { body })).data);
    return { id: user.id, token };
  },
  create: async (me, title) => {
    const init = { params: { path: { user_id: me.id } }, headers: bearer(me), body: { title } };
    return given((await client.POST('/api/{user_id}/tasks', init)).data);
  },
  list: async (me, search) => {
    const params = { path: { user_id: me.id }, query: { search } };
    return given((await client.GET('/api/{user_id}/tasks', { params, headers: bearer(me) })).data);
  },
  complete: async (me, id) => {
    const init = { ...one(me.id, id), headers: bearer(me), body: { completed: true } };
    return given((await client.PATCH('/api/{user_id}/tasks/{id}/complete', init)).data);
  },
  remove: async (me, id) => {
    const init = { ...one(me.id, id), headers: bearer(me) };
    return (await client.DELETE('/api/{user_id}/tasks/{id}', init)).response.status;
  },
  refusal: async (me, id) => {
    const init = { ...one(me.id, id), headers: bearer(me) };
    return given((await client.GET('/api/{user_id}/tasks/{id}', init)).error);
  },
});

function one(user_id: string, id: number) {
  return { params: { path: { user_id, id } } };
}
