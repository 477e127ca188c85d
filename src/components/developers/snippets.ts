/** The name of the program that needs a package. */
export const WITH_SDK = 'TypeScript with the SDK';

/** What a program needs to reach the tasks of a user. */
interface Access {
  /** Where Tandem is, such as `https://tasks.example.com`. */
  origin: string;
  userId: string;
  token: string;
}

interface Snippet {
  name: string;
  /** What to do with it. */
  hint: string;
  code: (access: Access) => string;
}

/** Programs that work as they are pasted. */
export const snippets: Snippet[] = [
  {
    name: 'List with curl',
    hint: 'All of your tasks, newest first.',
    code: (access) => `curl '${tasksOf(access)}' \\
  -H 'Authorization: Bearer ${access.token}'
`,
  },
  {
    name: 'Create with curl',
    hint: 'Only the title is needed.',
    code: (access) => `curl '${tasksOf(access)}' \\
  -H 'Authorization: Bearer ${access.token}' \\
  -H 'Content-Type: application/json' \\
  -d '{"title": "Made with curl", "priority": "high", "tags": ["home"]}'
`,
  },
  {
    name: WITH_SDK,
    hint: 'After npm install @tandem/sdk. It reads page by page, and sends again what did not arrive.',
    code: ({ origin, token }) => `import { createTandem } from '@tandem/sdk';

const tandem = createTandem({
  baseUrl: '${origin}',
  token: '${token}',
});

await tandem.tasks.create({ title: 'Made with the SDK' });
for await (const task of tandem.tasks.list()) console.log(task.title);
`,
  },
  {
    name: 'TypeScript',
    hint: 'Save it as tasks.mts. It runs in Node, Deno and Bun, and needs no package.',
    code: (access) => `const tasks = '${tasksOf(access)}';
const headers = {
  Authorization: 'Bearer ${access.token}',
  'Content-Type': 'application/json',
};

const created = await fetch(tasks, {
  method: 'POST',
  headers,
  body: JSON.stringify({ title: 'Made with fetch' }),
});
console.log(created.status, await created.json());

const listed = await fetch(tasks, { headers });
console.log(listed.status, await listed.json());
`,
  },
  {
    name: 'Python',
    hint: 'The standard library is enough.',
    code: (access) => `import json
from urllib.request import Request, urlopen

TASKS = '${tasksOf(access)}'
HEADERS = {
    'Authorization': 'Bearer ${access.token}',
    'Content-Type': 'application/json',
}

task = json.dumps({'title': 'Made with Python'}).encode()
with urlopen(Request(TASKS, task, HEADERS)) as created:
    print(created.status, json.load(created))

with urlopen(Request(TASKS, headers=HEADERS)) as listed:
    print(listed.status, json.load(listed))
`,
  },
];

function tasksOf({ origin, userId }: Access): string {
  // The one character that would end the quotes around it.
  const name = encodeURIComponent(userId).replaceAll("'", '%27');
  return `${origin}/api/${name}/tasks`;
}
