import { createHmac } from 'node:crypto';

/** What a webhook's signature covers. A missing part leaves its pair out. */
export type SignedParts = { dataId: string | null; requestId: string | null; ts: string };

/**
 * Writes the `x-signature` header: HMAC-SHA256 over `id:…;request-id:…;ts:…;`.
 * Source: mercadopago/devsite-docs guides/additional-content/your-integrations/webhooks.en.md.
 */
export function writeSignature(secret: string, { dataId, requestId, ts }: SignedParts): string {
  const pairs = [
    dataId === null ? '' : `id:${dataId};`,
    requestId === null ? '' : `request-id:${requestId};`,
    `ts:${ts};`,
  ];
  const digest = createHmac('sha256', secret).update(pairs.join('')).digest('hex');
  return `ts=${ts},v1=${digest}`;
}
