import { Api, type NotFoundProblem } from './generated/client.js';
import { baseUrl, bearer, play } from './scenario.js';

const { api } = new Api({ baseUrl });

await play({
  signUp: async (body) => {
    const { token, user } = (await api.signUp(body)).data;
    return { id: user.id, token };
  },
  create: async (me, title) => (await api.createTask(me.id, { title }, by(me))).data,
  list: async (me, search) => (await api.listTasks(me.id, { search }, by(me))).data,
  complete: async (me, id) => (await api.toggleTask(me.id, id, { completed: true }, by(me))).data,
  remove: async (me, id) => (await api.deleteTask(me.id, id, by(me))).status,
  refusal: async (me, id) => {
    const { error } = await api.getTask(me.id, id, by(me)).catch((thrown) => thrown);
    return error as NotFoundProblem;
  },
});

function by(me: Parameters<typeof bearer>[0]) {
  return { headers: bearer(me) };
}
