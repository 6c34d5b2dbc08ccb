import type { ScanVerdict } from '@/lib/domain/sticker';

/** What the server said of a code. */
export type ReadScan = {
  readonly verdict: ScanVerdict;
  readonly till: { readonly key: string; readonly name: string; readonly storeName: string } | null;
  readonly currentCode: string | null;
  readonly voidedCodes: readonly string[];
  readonly merchantName: string | null;
};

const verdicts: readonly ScanVerdict[] = [
  'current',
  'names_changed',
  'outdated',
  'voided',
  'till_closed',
  'not_ours',
  'not_a_payment_code',
];

/** Reads an answer of `POST /stickers/scan/check`; null for anything else. */
export function readScan(body: unknown): ReadScan | null {
  if (typeof body !== 'object' || body === null) return null;
  const verdict = verdicts.find((known) => known === Reflect.get(body, 'verdict'));
  if (!verdict) return null;
  const text = (from: object, name: string): string | null => {
    const value: unknown = Reflect.get(from, name);
    return typeof value === 'string' ? value : null;
  };
  const till: unknown = Reflect.get(body, 'till');
  return {
    verdict,
    till:
      typeof till === 'object' && till !== null
        ? { key: text(till, 'key') ?? '', name: text(till, 'name') ?? '', storeName: text(till, 'storeName') ?? '' }
        : null,
    currentCode: text(body, 'currentCode'),
    voidedCodes: textsOf(Reflect.get(body, 'voidedCodes')),
    merchantName: text(body, 'merchantName'),
  };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
