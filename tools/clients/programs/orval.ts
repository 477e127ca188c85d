import {
  createTask,
  deleteTask,
  getTask,
  listTasks,
  signUp,
  toggleTask,
} from './generated/client.js';
import { bearer, play } from './scenario.js';

await play({
  signUp: async (body) => {
    const { data, status } = await signUp(body);
    if (status !== 200) throw new Error(`${status}`);
    return { id: data.user.id, token: data.token };
  },
  create: async (me, title) => {
    const { data, status } = await createTask(me.id, { title }, { headers: bearer(me) });
    if (status !== 201) throw new Error(`${status}`);
    return data;
  },
  list: async (me, search) => {
    const { data, status } = await listTasks(me.id, { search }, { headers: bearer(me) });
    if (status !== 200) throw new Error(`${status}`);
    return data;
  },
  complete: async (me, id) => {
    const { data, status } = await toggleTask(
      me.id,
      id,
      { completed: true },
      { headers: bearer(me) },
    );
    if (status !== 200) throw new Error(`${status}`);
    return data;
  },
  remove: async (me, id) => (await deleteTask(me.id, id, { headers: bearer(me) })).status,
  refusal: async (me, id) => {
    const { data, status } = await getTask(me.id, id, { headers: bearer(me) });
    if (status !== 404) throw new Error(`${status}`);
    return data;
  },
});
