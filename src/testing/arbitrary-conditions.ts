import * as fc from 'fast-check';

const tags = fc.oneof(
  { arbitrary: fc.constantFrom('<tag>', 'W/<tag>', '"x", <tag>', '*'), weight: 4 },
  { arbitrary: fc.constantFrom('"1"', '"2"', 'W/"1"', '"1-x"', '"", "é"'), weight: 2 },
  { arbitrary: fc.constantFrom('', '1', '"', '"1" "', 'w/"1"', '*, "1"'), weight: 1 },
);
const keys = fc.oneof(
  { arbitrary: fc.constantFrom('k', '"k"', 'l', 'K'), weight: 6 },
  { arbitrary: fc.constantFrom('', '""', 'k k', 'é', 'x'.repeat(256)), weight: 1 },
);

/** Headers about one call, mostly none, whether it heeds them or not; `<tag>` is a role. */
export const conditions: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { arbitrary: fc.constant({}), weight: 1 },
  {
    arbitrary: fc.record(
      { 'if-match': tags, 'if-none-match': tags, 'idempotency-key': keys },
      { requiredKeys: [] },
    ),
    weight: 1,
  },
);
