import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What a signature says about a notification. `valid`: somebody with one of the secrets signed it. `invalid`: it is signed
 * and no secret of ours fits. `unverifiable`: nothing can be said, because it is unsigned, illegible or too old, or
 * because we have no secret. None of them is a reason to believe the content; most QR notifications are unverifiable.
 */
export type SignatureEvidence = 'valid' | 'invalid' | 'unverifiable';

/** What is signed: the parts that are there. */
export type SignedParts = {
  /** `data.id` of the query, as received. */
  readonly dataId: string | null;
  /** The `x-request-id` header. */
  readonly requestId: string | null;
  /** As it stands in the header: seconds, or milliseconds when it has 13 digits or more. */
  readonly ts: string;
};

/**
 * Judges the `x-signature` header. `data.id` is tried as received and in lower case, because both are published; several
 * secrets may be valid while one is being replaced. With `tolerance`, a signature whose time is further from `now` than
 * that is `unverifiable`: it may be a replay. Source: mercadopago/sdk-nodejs `src/utils/webhook/index.ts` and its pull
 * request 439, devsite-docs `guides/additional-content/your-integrations/webhooks.en.md`, read 2026-11-21.
 */
export function judgeSignature(evidence: {
  readonly signatureHeader: string | null;
  readonly requestId: string | null;
  readonly dataId: string | null;
  readonly secrets: readonly string[];
  readonly tolerance?: { readonly now: Date; readonly seconds: number };
}): SignatureEvidence {
  const { requestId, tolerance } = evidence;
  const signature = readHeader(evidence.signatureHeader);
  const dataId = evidence.dataId || null;
  const secrets = evidence.secrets.filter((secret) => secret !== '');
  if (!signature || secrets.length === 0 || (!dataId && !requestId)) return 'unverifiable';
  const spellings = new Set([dataId, dataId?.toLowerCase() ?? null]);
  const fits = secrets.flatMap((secret) =>
    [...spellings].map((spelling) =>
      isSame(signature.v1, sign(secret, { dataId: spelling, requestId, ts: signature.ts })),
    ),
  );
  if (!fits.includes(true)) return 'invalid';
  if (!tolerance) return 'valid';
  const distanceMs = Math.abs(tolerance.now.getTime() - momentMs(signature.ts));
  return distanceMs <= tolerance.seconds * 1000 ? 'valid' : 'unverifiable';
}

/** The signature of one notification in lower-case hexadecimal, the `v1` of the header. */
export function sign(secret: string, { dataId, requestId, ts }: SignedParts): string {
  const manifest = `${dataId ? `id:${dataId};` : ''}${requestId ? `request-id:${requestId};` : ''}ts:${ts};`;
  return createHmac('sha256', secret).update(manifest).digest('hex');
}

/** `ts=…,v1=…` in any order, with or without spaces; null when either is missing or is not what it should be. */
function readHeader(header: string | null): { readonly ts: string; readonly v1: string } | null {
  if (!header || header.length > 512) return null;
  const parts = new Map<string, string>();
  for (const part of header.split(',')) {
    const at = part.indexOf('=');
    if (at > 0) parts.set(part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim());
  }
  const ts = parts.get('ts') ?? '';
  const v1 = (parts.get('v1') ?? '').toLowerCase();
  return /^\d{1,16}$/.test(ts) && /^[0-9a-f]{64}$/.test(v1) ? { ts, v1 } : null;
}

/** The guide speaks of milliseconds, its sample and the libraries of seconds; the number of digits tells them apart. */
function momentMs(ts: string): number {
  return ts.length >= 13 ? Number(ts) : Number(ts) * 1000;
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
