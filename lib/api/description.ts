import { defineOperation } from './operation';

export const getDescription = defineOperation({
  id: 'getDescription',
  method: 'GET',
  path: '/openapi.json',
  tag: 'Description',
  summary: 'Read this description',
  description: 'OpenAPI 3.1, made from what checks the requests. No key is needed.',
  scope: null,
  answer: { status: 200, description: 'The description.', mediaTypes: ['application/json'] },
  errors: [],
});
