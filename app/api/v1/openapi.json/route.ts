import { openApiDocument } from '@/lib/api/openapi';
import { operations } from '@/lib/api/operations';
import { apiBaseUrl } from '@/lib/web/api-base-url';

/** Everybody may read it: it says what there is, and nothing of anybody. */
export function GET(): Response {
  return Response.json(openApiDocument(operations, apiBaseUrl()), {
    headers: { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' },
  });
}
