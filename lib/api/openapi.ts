import { z } from 'zod';
import type { AppErrorCode } from '../errors';
import { codeSamples } from './code-samples';
import { errorMeanings, errorSchema, errorsOf, statusesOf } from './errors';
import { apiTags, type Operation, type OperationAnswer } from './operation';
import { overview } from './overview';
import { type DescribedWebhook, webhookHeaders, webhooks } from './webhooks';

/** A JSON document, and the parts of it. */
export type Json = { [name: string]: unknown };

/**
 * The OpenAPI 3.1 document of some operations, made from the schemas that check their requests and describe their
 * answers. `baseUrl` is where the API is, `/api/v1` included.
 */
export function openApiDocument(operations: readonly Operation[], baseUrl: string): Json {
  const components = new Components();
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const entry = paths[operation.path] ?? {};
    entry[operation.method.toLowerCase()] = operationObject(operation, components);
    paths[operation.path] = entry;
  }
  for (const [path, entry] of Object.entries(paths)) entry.parameters = pathParameters(path);
  components.schemaOf(errorSchema, 'output');
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mostrador API',
      version: '1.0.0',
      summary: 'Charge, cancel and refund in-person Mercado Pago QR payments from a POS system.',
      description: overview.en,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: baseUrl, description: 'This installation' }],
    tags: Object.entries(apiTags)
      .filter(([name]) => name === 'Webhooks' || operations.some(({ tag }) => tag === name))
      .map(([name, description]) => ({ name, description })),
    paths,
    webhooks: Object.fromEntries(webhooks.map((webhook) => [webhook.type, webhookObject(webhook, components)])),
    components: {
      schemas: components.schemas,
      headers,
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'mk_…',
          description: 'A key from Settings → API keys. Each call names the scope that it needs.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'mostrador.session',
          description: "The dashboard's own session; writes are taken from its own pages only.",
        },
      },
    },
  };
}

function operationObject(operation: Operation, components: Components): Json {
  const { id, tag, summary, description, scope, query, body, examples, answer, pending } = operation;
  const parameters = [...headerParameters(operation), ...(query ? queryParameters(query, components) : [])];
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    security: scope === null ? [] : [{ apiKey: [scope] }, { session: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: components.schemaOf(body, 'input'), ...(examples ? { examples } : {}) },
            },
          },
        }
      : {}),
    responses: {
      [answer.status]: {
        description: answer.description,
        headers: headersOfSuccess(operation),
        ...contentOf(answer, components),
      },
      ...(pending
        ? {
            [pending.status]: {
              description: pending.description,
              headers: headersOfSuccess(operation),
              ...contentOf(pending, components),
            },
          }
        : {}),
      ...errorResponses(operation),
    },
    'x-codeSamples': codeSamples(operation),
  };
}

function webhookObject({ id, summary, schema }: DescribedWebhook, components: Components): Json {
  return {
    post: {
      operationId: id,
      tags: ['Webhooks'],
      summary,
      security: [],
      parameters: Object.entries(webhookHeaders).map(([name, header]) => ({
        name,
        in: 'header',
        required: true,
        ...header,
      })),
      requestBody: {
        required: true,
        content: { 'application/json': { schema: components.schemaOf(schema, 'output') } },
      },
      responses: {
        '2XX': { description: 'Taken. Anything else, and no answer within 15 seconds, is sent again for three days.' },
        '410': { description: 'Gone: nothing more is sent to this address.' },
      },
    },
  };
}

function contentOf(answer: OperationAnswer, components: Components): Json {
  if ('example' in answer) {
    const { schema, example } = answer;
    return { content: { 'application/json': { schema: components.schemaOf(schema, 'output'), example } } };
  }
  if (!answer.mediaTypes) return {};
  return {
    content: Object.fromEntries(
      answer.mediaTypes.map((type) => [type, { schema: type === 'application/json' ? { type: 'object' } : {} }]),
    ),
  };
}

const limitHeaders = ['RateLimit-Policy', 'RateLimit', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];

/** Named once, for every answer that carries them. */
const headers: Json = {
  'RateLimit-Policy': {
    description:
      'How much a key may, as draft-ietf-httpapi-ratelimit-headers-10 writes it: `q` requests in `w` seconds.',
    schema: { type: 'string' },
    example: '"key";q=100;w=2',
  },
  RateLimit: {
    description: 'How much is left, in the same draft: `r` requests now, and all of them again after `t` seconds.',
    schema: { type: 'string' },
    example: '"key";r=97;t=1',
  },
  'RateLimit-Limit': { description: '`q`, for clients of older drafts.', schema: { type: 'integer' }, example: 100 },
  'RateLimit-Remaining': { description: '`r`, for clients of older drafts.', schema: { type: 'integer' }, example: 97 },
  'RateLimit-Reset': { description: '`t`, for clients of older drafts.', schema: { type: 'integer' }, example: 1 },
  'Retry-After': {
    description: 'Seconds until it makes sense to come again.',
    schema: { type: 'integer', minimum: 1 },
    example: 1,
  },
  'Idempotency-Replayed': {
    description: '`true` when this is the answer that the first request with this key got.',
    schema: { type: 'string', enum: ['true'] },
    example: 'true',
  },
};

function references(names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function headersOfSuccess({ scope, isIdempotent }: Operation): Json {
  return references([...(scope === null ? [] : limitHeaders), ...(isIdempotent ? ['Idempotency-Replayed'] : [])]);
}

/** One response for each status, with an example for each of its codes. */
function errorResponses(operation: Operation): Json {
  const byStatus = new Map<number, AppErrorCode[]>();
  for (const code of errorsOf(operation))
    for (const status of statusesOf(code)) byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${errorMeanings[code]}`).join('\n\n'),
        headers: headersOfError(operation, status, codes),
        content: {
          'application/json': {
            schema: {
              allOf: [
                { $ref: '#/components/schemas/Error' },
                { type: 'object', properties: { error: { type: 'object', properties: { code: { enum: codes } } } } },
              ],
            },
            examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOfError(code) }])),
          },
        },
      },
    ]),
  );
}

function headersOfError({ scope, isIdempotent }: Operation, status: number, codes: readonly AppErrorCode[]): Json {
  const isKept = isIdempotent && (codes.includes('mercadopago_refused') || codes.includes('mercadopago_unavailable'));
  return references([
    ...(scope === null || status === 401 ? [] : limitHeaders),
    ...(status === 429 || status === 503 || (isIdempotent && status === 409) ? ['Retry-After'] : []),
    ...(isKept ? ['Idempotency-Replayed'] : []),
  ]);
}

const mercadopago = { status: 400, code: 'invalid_total_amount', message: 'total_amount is not the sum of the items' };
const exampleDetails: Partial<Record<AppErrorCode, Json>> = {
  invalid_input: { fields: { 'items[0].quantity': 'Must be a whole number.' } },
  pos_busy: {
    order_id: '01998f3e-7c1a-7b52-9f0e-3d2c1b0a9f8e',
    external_reference: 'Bill-0001',
    total_amount: '320.00',
    currency_id: 'ARS',
    status: 'opened',
    expires_at: '2026-11-21T14:13:11.120Z',
    created_by: null,
  },
  mercadopago_refused: { mercadopago },
};

function exampleOfError(code: AppErrorCode): Json {
  return { error: { code, message: errorMeanings[code], fields: {}, ...exampleDetails[code] } };
}

const parameterWords: Readonly<Record<string, { description: string; example: string }>> = {
  order_id: { description: "The order's `id`.", example: '01998f3e-7c1a-7b52-9f0e-3d2c1b0a9f8e' },
  external_pos_id: { description: 'The point of sale, in any spelling of upper and lower case.', example: 'S001P01' },
  external_store_id: { description: 'The store, in any spelling of upper and lower case.', example: 'S001' },
};

/** Names in a path's braces. */
export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

function pathParameters(path: string): Json[] {
  return pathNames(path).map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
    ...parameterWords[name],
  }));
}

function headerParameters({ isIdempotent }: Operation): Json[] {
  if (!isIdempotent) return [];
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description:
        'Names this attempt: a UUID, made once and sent again with the same body whenever the answer was lost. Required with a key; a session may leave it out.',
      schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
      example: '7b0f1d4e-5c8a-4b55-9f2d-1c6f0a9e8d77',
    },
  ];
}

/** Each property of a query's schema as a parameter. */
function queryParameters(query: z.ZodType, components: Components): Json[] {
  const { properties, required } = components.objectOf(query);
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

const objectShape = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
  $defs: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

/** Schemas with a name of their own (`meta({ id })`) are said once, and referred to. */
class Components {
  readonly schemas: Record<string, unknown> = {};

  /** What checks a request takes (`input`), or what an answer is (`output`), as JSON schema. */
  schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
    return this.#convert(z.strictObject({ value: schema }), io).properties.value;
  }

  objectOf(schema: z.ZodType): z.output<typeof objectShape> {
    return this.#convert(schema, 'input');
  }

  #convert(schema: z.ZodType, io: 'input' | 'output'): z.output<typeof objectShape> {
    const converted = z.toJSONSchema(schema, {
      io,
      override: ({ jsonSchema }) => {
        // Times: the format says it; the pattern is long and says it again.
        if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
        // Answers may grow: a client that refuses what it does not know would break.
        if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
        delete jsonSchema.id;
      },
    });
    const { $defs, ...whole } = objectShape.parse(
      JSON.parse(JSON.stringify(converted).replaceAll('#/$defs/', '#/components/schemas/')),
    );
    Object.assign(this.schemas, $defs);
    return { ...whole, $defs: {} };
  }
}
