import { z } from 'zod';
import { checkScan } from '@/lib/services/sticker-scans';
import { apiRoute, json, readJson } from '@/lib/web/api';

const scanSchema = z.strictObject({ text: z.string().min(1).max(4_296) });

/** What a code that a camera read is. */
export const POST = apiRoute('pos:read', async ({ caller, request }) => {
  const { text } = await readJson(request, scanSchema);
  return json(await checkScan(caller.merchant, caller.by.personId, text));
});
