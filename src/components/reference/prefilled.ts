/** Of an OpenAPI document what is filled in. */
export interface Document {
  paths: Record<string, Record<string, { parameters?: (Parameter | Reference)[] }>>;
  components: { parameters: Record<string, Parameter> };
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: { default?: unknown; enum?: unknown[]; examples?: unknown[] };
  examples?: Record<string, { value: unknown; 'x-disabled'?: boolean }>;
}

interface Reference {
  $ref: string;
}

/**
 * The document as it is tried out: with the reader's user id in every path, and nothing optional sent before they
 * choose it, which Scalar would do with whatever has a default or an example.
 */
export function prefilled({ paths, components, ...rest }: Document, userId?: string): Document {
  return {
    ...rest,
    paths: mapValues(paths, (methods) =>
      mapValues(methods, (operation) => ({
        ...operation,
        parameters: (operation.parameters ?? []).map((one) => ('$ref' in one ? one : fill(one))),
      })),
    ),
    components: { ...components, parameters: mapValues(components.parameters, fill) },
  };

  function fill(parameter: Parameter): Parameter {
    if (parameter.name === 'user_id' && userId) return withValue(parameter, userId, false);
    const { default: usual, enum: words, examples: [example] = [] } = parameter.schema;
    const isLeftOut = (usual ?? words ?? example) === undefined;
    if (parameter.required || isLeftOut) return parameter;
    return withValue(parameter, usual ?? example ?? '', true);
  }
}

function withValue(parameter: Parameter, value: unknown, isOff: boolean): Parameter {
  return { ...parameter, examples: { default: { value, 'x-disabled': isOff } } };
}

function mapValues<Before, After>(
  record: Record<string, Before>,
  change: (value: Before) => After,
): Record<string, After> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
