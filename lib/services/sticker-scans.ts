import 'server-only';
import { findByQrText, insertScan, listNewestStickers, listStickersOfPos } from '@/db/stickers';
import { readEmvco } from '@/lib/domain/emvco';
import type { Merchant } from '@/lib/domain/scope';
import { judgeScan, type ScanVerdict } from '@/lib/domain/sticker';

/** What a sticker that somebody holds is. */
export type ScanAnswer = {
  readonly verdict: ScanVerdict;
  /** The till that it pays to, or paid to. */
  readonly till: { readonly key: string; readonly name: string; readonly storeName: string } | null;
  /** What is printed on the sticker of that till that is valid now; null when none was printed here. */
  readonly currentCode: string | null;
  /** What is printed on stickers of that till with this same code that are void: a code does not carry its version. */
  readonly voidedCodes: readonly string[];
  /** Whom a code that is not ours names. */
  readonly merchantName: string | null;
};

/** Says which till a printed code really pays to and whether its sticker is the current one, and writes that down. */
export async function checkScan(merchant: Merchant, personId: string | null, qrText: string): Promise<ScanAnswer> {
  const { pos, sticker } = await findByQrText(merchant, qrText);
  const newest = pos ? (await listNewestStickers(merchant, [pos.id])).get(pos.id) : undefined;
  const now = pos && { qrData: pos.qrData ?? '', posName: pos.name, storeName: pos.storeName, isActive: pos.isActive };
  const known =
    sticker && now
      ? { sticker: { ...sticker, isVoided: sticker.voidedAt !== null }, newestVersion: newest?.version ?? 0, now }
      : null;
  const verdict = judgeScan(qrText, known, now);
  await insertScan(merchant, {
    personId,
    verdict,
    posId: pos?.id ?? null,
    version: sticker?.version ?? null,
    // The database counts characters, and refuses half of one.
    qrText: [...qrText.replaceAll('\0', '').toWellFormed()].slice(0, 512).join(''),
  });
  return {
    verdict,
    till: pos && { key: pos.externalPosId ?? pos.id, name: pos.name, storeName: pos.storeName },
    currentCode: newest && newest.voidedAt === null ? newest.code : null,
    voidedCodes: pos ? await voidedCodesOf(merchant, pos.id, qrText) : [],
    merchantName: verdict === 'not_ours' ? nameIn(qrText) : null,
  };
}

async function voidedCodesOf(merchant: Merchant, posId: string, qrText: string): Promise<string[]> {
  const printed = await listStickersOfPos(merchant, posId);
  return printed.filter(({ voidedAt, qrData }) => voidedAt !== null && qrData === qrText).map(({ code }) => code);
}

/** Tag 59 is the merchant's name. Source: EMV QR Code Specification, Merchant-Presented Mode, table 3.1. */
function nameIn(qrText: string): string | null {
  return readEmvco(qrText)?.find(({ id }) => id === '59')?.value ?? null;
}
