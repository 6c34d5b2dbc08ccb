import { z } from 'zod';
import type { Json } from '@/lib/api/openapi';

/*
 * The page is made from the description that programs read, so that the two cannot say different things. This reads out of
 * it what the page shows.
 */

/** A part of a JSON schema, as far as the page shows it. */
export type Schema = {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly format?: string | undefined;
  readonly description?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly items?: Schema | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
};

const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    default: z.unknown().optional(),
    items: schemaSchema.optional(),
    anyOf: z.array(schemaSchema).optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    required: z.array(z.string()).optional(),
  }),
);

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string().optional(),
  example: z.string().optional(),
  schema: schemaSchema,
});

const contentSchema = z.record(
  z.string(),
  z.object({
    schema: schemaSchema.optional(),
    example: z.unknown().optional(),
    examples: z.record(z.string(), z.object({ summary: z.string().optional(), value: z.unknown() })).optional(),
  }),
);

const operationSchema = z.object({
  operationId: z.string(),
  tags: z.array(z.string()).min(1),
  summary: z.string(),
  description: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: contentSchema.default({}) })),
  'x-codeSamples': z.array(z.object({ label: z.string(), source: z.string() })),
});

const webhookSchema = z.object({
  tags: z.array(z.string()).min(1),
  summary: z.string(),
  requestBody: z.object({ content: contentSchema }),
});

const documentSchema = z.object({
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  webhooks: z.record(z.string(), z.object({ post: webhookSchema })),
  components: z.object({ schemas: z.record(z.string(), schemaSchema) }),
});

/** What this installation sends, told by its type. */
export type ReadMessage = ReadDocument['groups'][number]['messages'][number];
export type ReadOperation = ReturnType<typeof readOperation>;
export type ReadDocument = ReturnType<typeof readDocument>;

/** The document as the page shows it: subjects with their calls. */
export function readDocument(document: Json) {
  const { tags, paths, webhooks, components } = documentSchema.parse(JSON.parse(JSON.stringify(document)));
  const operations = Object.entries(paths).flatMap(([path, { parameters, ...methods }]) =>
    Object.entries(methods).map(([method, operation]) =>
      readOperation({ path, method: method.toUpperCase() }, operation, z.array(parameterSchema).parse(parameters)),
    ),
  );
  const messages = Object.entries(webhooks).map(([type, { post }]) => ({
    type,
    group: post.tags[0],
    summary: post.summary,
    schema: post.requestBody.content['application/json']?.schema ?? {},
  }));
  return {
    groups: tags.map((tag) => ({
      ...tag,
      operations: operations.filter(({ group }) => group === tag.name),
      messages: messages.filter(({ group }) => group === tag.name),
    })),
    schemas: components.schemas,
  };
}

function readOperation(
  address: { path: string; method: string },
  json: unknown,
  inPath: readonly z.output<typeof parameterSchema>[],
) {
  const { operationId, tags, security, parameters, requestBody, responses, ...rest } = operationSchema.parse(json);
  const [success, ...errors] = Object.entries(responses).map(([status, response]) => ({ status, ...response }));
  return {
    ...address,
    id: operationId,
    group: tags[0] ?? '',
    summary: rest.summary,
    description: rest.description,
    scope: security.flatMap(({ apiKey = [] }) => apiKey)[0] ?? null,
    parameters: [...inPath, ...parameters],
    body: requestBody?.content['application/json'],
    success,
    errors,
    samples: rest['x-codeSamples'],
  };
}

/** A schema itself, where a reference stands for it. */
export function resolved(schema: Schema, schemas: ReadDocument['schemas']): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : { ...schemas[name], description: schema.description };
}

/** What a value is, in a word or two: `string`, `array of object`, `integer or null`. */
export function typeOf(schema: Schema, schemas: ReadDocument['schemas']): string {
  const whole = resolved(schema, schemas);
  if (whole.anyOf) return [...new Set(whole.anyOf.map((part) => typeOf(part, schemas)))].join(' or ');
  if (whole.type === 'array' && whole.items) return `array of ${typeOf(whole.items, schemas)}`;
  const names = typeof whole.type === 'string' ? [whole.type] : [...(whole.type ?? [])];
  if (names.length === 0) return whole.const === undefined ? 'any' : JSON.stringify(whole.const);
  return names.map((name) => (name === 'string' && whole.format ? whole.format : name)).join(' or ');
}

/** The properties inside a value: of the object itself, of each of an array, or of the object that it can be. */
export function partsOf(schema: Schema, schemas: ReadDocument['schemas']): Schema | null {
  const whole = resolved(schema, schemas);
  if (whole.properties) return whole;
  if (whole.items) return partsOf(whole.items, schemas);
  for (const option of whole.anyOf ?? []) {
    const parts = partsOf(option, schemas);
    if (parts) return parts;
  }
  return null;
}
