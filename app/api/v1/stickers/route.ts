import * as operations from '@/lib/api/stickers';
import { printStickers } from '@/lib/services/stickers';
import { operationRoute } from '@/lib/web/operation-route';
import { streamAnswer } from '@/lib/web/stream-answer';

export const POST = operationRoute(operations.printStickers, async ({ caller, body }) => {
  const by = { personId: caller.by.personId, apiKeyId: caller.by.apiKeyId };
  const file = await printStickers(caller.merchant, by, body, new Date());
  return streamAnswer(file.body, {
    'content-type': file.contentType,
    'content-disposition': `attachment; filename="${file.name}"`,
    'x-sheet-pages': String(file.pages),
  });
});
