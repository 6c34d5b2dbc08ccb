import { previewRequestSchema } from '@/lib/api/stickers';
import { previewSheet } from '@/lib/services/sticker-reading';
import { apiRoute, json, readJson } from '@/lib/web/api';

/** One page of a sheet as it would be printed. */
export const POST = apiRoute('pos:read', async ({ caller, request }) =>
  json(await previewSheet(caller.merchant, await readJson(request, previewRequestSchema), new Date())),
);
