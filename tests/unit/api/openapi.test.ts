import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Json, openApiDocument, pathNames } from '@/lib/api/openapi';
import { operations } from '@/lib/api/operations';
import { statusByErrorCode } from '@/lib/errors';

const json: Json = JSON.parse(JSON.stringify(openApiDocument(operations, 'https://desk.example.com/api/v1')));

const content = z
  .object({
    schema: z.unknown(),
    example: z.unknown(),
    examples: z.record(z.string(), z.object({ value: z.unknown() })),
  })
  .partial();
const body = z.object({ content: z.record(z.string(), content).default({}) });
const described = z.object({
  operationId: z.string(),
  requestBody: body.optional(),
  responses: z.record(z.string(), body),
});
const document = z
  .object({
    paths: z.record(z.string(), z.record(z.string(), z.unknown())),
    components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  })
  .parse(json);

const calls = Object.entries(document.paths).flatMap(([address, entry]) =>
  Object.entries(entry)
    .filter(([method]) => method !== 'parameters')
    .map(([method, operation]) => ({ address, method: method.toUpperCase(), operation: described.parse(operation) })),
);

describe('the description of the API', () => {
  test('is a valid OpenAPI 3.1 document, with every reference resolved', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(json))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  test('has every route and method that there is, and none that there is not', () => {
    const api = path.resolve('app/api/v1');
    const routes = readdirSync(api, { recursive: true, encoding: 'utf8' })
      .filter((file) => path.basename(file) === 'route.ts' && !file.includes('...'))
      .flatMap((file) => {
        const folders = path.dirname(file).replace(/\[(\w+)\]/g, (_, name: string) => `{${snakeCase(name)}}`);
        const text = readFileSync(path.join(api, file), 'utf8');
        return [...text.matchAll(/^export (?:const|(?:async )?function) (GET|POST|PUT|PATCH|DELETE)\b/gm)].map(
          ([, method]) => `${method} /${folders}`,
        );
      });
    expect(calls.map(({ method, address }) => `${method} ${address}`).sort()).toEqual(routes.sort());
  });

  test('names every call once, and every placeholder of its address', () => {
    const ids = calls.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [address, entry] of Object.entries(document.paths)) {
      const named = z
        .array(z.object({ name: z.string(), description: z.string(), example: z.string() }))
        .parse(entry.parameters);
      expect(named.map(({ name }) => name)).toEqual(pathNames(address));
    }
  });

  test('says what each code of the closed set looks like, for some call', () => {
    const shown = calls.flatMap(({ operation }) =>
      Object.entries(operation.responses).flatMap(([status, { content: types }]) =>
        Object.keys(types['application/json']?.examples ?? {}).map((code) => `${code} ${status}`),
      ),
    );
    expect([...new Set(shown)].sort()).toEqual(
      [...Object.entries(statusByErrorCode).map(([code, status]) => `${code} ${status}`), 'internal 503'].sort(),
    );
  });

  test('gives examples that are what its schemas say', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'openapi', components: document.components });
    const examples = calls.flatMap(({ operation }) =>
      [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
        Object.values(part?.content ?? {}).flatMap(({ schema, example, examples: several = {} }) =>
          [example, ...Object.values(several).map(({ value }) => value)]
            .filter((value) => value !== undefined)
            .map((value) => ({ id: operation.operationId, schema, value })),
        ),
      ),
    );
    expect(examples.length).toBeGreaterThan(operations.length);
    for (const { id, schema, value } of examples) {
      const validate = ajv.compile(
        JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components')),
      );
      expect([id, validate(value), validate.errors]).toEqual([id, true, null]);
    }
  });

  test('has an example for every body that a call takes or gives', () => {
    const bodies = calls.flatMap(({ operation }) =>
      [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
        Object.entries(part?.content ?? {}).map(([type, one]) => ({ id: operation.operationId, type, one })),
      ),
    );
    const without = bodies.filter(
      ({ type, one, id }) =>
        type === 'application/json' && id !== 'getDescription' && one.example === undefined && !one.examples,
    );
    expect(without).toEqual([]);
  });
});

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
