import { expect, test } from 'vitest';
import { openApiDocument } from '@/api/openapi';
import { type Document, prefilled } from './prefilled';

const document = openApiDocument as unknown as Document;

test('the user id is in every path, and nothing optional is sent before it is chosen', () => {
  const filled = prefilled(document, 'ada');
  const inline = Object.values(filled.paths).flatMap(Object.values).flatMap(parametersOf);
  const all = [...inline, ...Object.values(filled.components.parameters)];
  const sent = all.filter((one) => 'name' in one && isSent(one)).map((one) => JSON.stringify(one));
  expect(sent.length).toBeGreaterThan(10);
  for (const each of sent) expect(each).toMatch(/"(user_id|id)"/);
  for (const each of sent.filter((one) => one.includes('"user_id"'))) {
    expect(each).toContain('"examples":{"default":{"value":"ada","x-disabled":false}}');
  }
});

test('the document itself stays as it is', () => {
  const before = JSON.stringify(document);
  prefilled(document, 'ada');
  expect(JSON.stringify(document)).toBe(before);
});

function parametersOf({ parameters = [] }: Document['paths'][string][string]) {
  return parameters;
}

/** As Scalar decides it. */
function isSent({ required, schema, examples }: Document['components']['parameters'][string]) {
  const [example] = Object.values(examples ?? {});
  if (example?.['x-disabled'] !== undefined) return !example['x-disabled'];
  return required === true || (schema.default ?? schema.enum ?? schema.examples) !== undefined;
}
