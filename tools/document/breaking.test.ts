import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import released from './released.json';
import { findBreaking } from './breaking.mjs';

type Document = typeof released;

const LIST = '/api/{user_id}/tasks';

test('clients break without what they had, and each loss is named', async () => {
  const breaking = await breakingAfter(({ paths, components }) => {
    drop(paths, '/api/healthz');
    drop(paths['/api/{user_id}/tasks/{id}'], 'delete');
    drop(paths['/api/{user_id}/tasks/{id}'].get.responses, '200');
    drop(paths[LIST].get.responses[200].headers, 'Link');
    paths[LIST].get.parameters.splice(1, 1);
    drop(components.schemas.Task.properties, 'version');
    drop(components.schemas.CreateTask.properties, 'tags');
  });
  for (const lost of ['healthz', 'delete', '200', 'Link', '`status`', '`version`', '/tags']) {
    expect(breaking).toContainEqual(expect.stringContaining(lost));
  }
});

test('clients break where more is demanded of them, and each demand is named', async () => {
  const breaking = await breakingAfter(({ paths, components }) => {
    const { CreateTask } = components.schemas;
    CreateTask.required.push('due_date');
    CreateTask.properties.title.maxLength = 100;
    CreateTask.properties.priority.enum.pop();
    Object.assign(components.parameters['If-Match'], { required: true });
    Object.assign(paths['/api/{user_id}/tasks/{id}/complete'].patch.requestBody, {
      required: true,
    });
  });
  for (const demanded of ['`due_date`', 'maxLength', "'high'", '`If-Match`', 'Request body']) {
    expect(breaking).toContainEqual(expect.stringContaining(demanded));
  }
});

test('clients go on where something is new', async () => {
  const breaking = await breakingAfter(({ paths, components }) => {
    Object.assign(paths, { '/api/new': paths['/api/healthz'] });
    Object.assign(components.schemas.CreateTask.properties, { color: { type: 'string' } });
  });
  expect(breaking).toEqual([]);
});

test('another major version may break clients', async () => {
  const breaking = await breakingAfter(({ paths, info }) => {
    info.version = '2.0.0';
    drop(paths, '/api/healthz');
  });
  expect(breaking).toEqual([]);
});

async function breakingAfter(change: (document: Document) => void): Promise<string[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'tandem-document-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const document = structuredClone(released);
  change(document);
  const files = ['before.json', 'after.json'].map((name) => path.join(directory, name));
  await writeFile(files[0]!, JSON.stringify(released));
  await writeFile(files[1]!, JSON.stringify(document));
  return findBreaking(files[0], files[1]);
}

function drop(from: object, name: string): void {
  expect(from).toHaveProperty([name]);
  delete (from as Record<string, unknown>)[name];
}
