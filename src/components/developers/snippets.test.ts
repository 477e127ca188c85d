import { expect, test } from 'vitest';
import { snippets, WITH_SDK } from './snippets';

const access = { origin: 'https://tasks.example.com', token: 'ey.ey.x' };

test.each(snippets.filter(({ name }) => name !== WITH_SDK))(
  'no user id ends the quotes around it: $name',
  ({ code }) => {
    const userId = `it's/"a"\\ $(b)\n`;
    expect(code({ ...access, userId })).toContain(
      `'https://tasks.example.com/api/it%27s%2F%22a%22%5C%20%24(b)%0A/tasks'`,
    );
  },
);
