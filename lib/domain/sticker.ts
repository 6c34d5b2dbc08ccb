import { readEmvco } from './emvco';

/** Why a sticker that was printed before is printed again. */
export const reprintReasons = ['more', 'damaged', 'lost', 'misprint', 'other'] as const;
export type ReprintReason = (typeof reprintReasons)[number];

/** Why stickers of a version shall not be used any more. */
export const stickerVoidReasons = ['lost', 'damaged', 'swapped', 'moved', 'other'] as const;
export type StickerVoidReason = (typeof stickerVoidReasons)[number];

export type StickerFormat = 'pdf' | 'svg' | 'png' | 'zip';

/** The languages that stickers speak; which kind of Spanish is the site's to say. */
export const stickerLocales = ['es', 'pt', 'en'] as const;
export type StickerLocale = (typeof stickerLocales)[number];

/** What the sticker in somebody's hand is. */
export type ScanVerdict =
  | 'current'
  /** It pays to the right till, whose name or store is another one now. */
  | 'names_changed'
  /** It carries a code that the till had before. */
  | 'outdated'
  | 'voided'
  /** Its till was retired, or does not exist at Mercado Pago any more. */
  | 'till_closed'
  /** It pays to nobody here: somebody may have put it over one of ours. */
  | 'not_ours'
  | 'not_a_payment_code';

/** What of a POS its sticker shows. */
export type StickerContent = { readonly qrData: string; readonly posName: string; readonly storeName: string };

/** The newest sticker of a POS as it was printed. */
export type PrintedSticker = StickerContent & { readonly version: number; readonly isVoided: boolean };

/** The version that a sticker printed now carries: the newest while it still says the truth, else the next one. */
export function nextStickerVersion(newest: PrintedSticker | null, content: StickerContent): number {
  if (newest === null) return 1;
  return !newest.isVoided && isSameContent(newest, content) ? newest.version : newest.version + 1;
}

export function isSameContent(a: StickerContent, b: StickerContent): boolean {
  return a.qrData === b.qrData && a.posName === b.posName && a.storeName === b.storeName;
}

/** What a printed version is worth now. */
export type StickerState = 'current' | 'names_changed' | 'replaced' | 'voided' | 'till_closed';

/** What lists say of a sticker. One whose till is closed counts again when the same till with the same code is back. */
export function stickerState(
  sticker: PrintedSticker,
  newestVersion: number,
  now: {
    readonly qrData: string | null;
    readonly posName: string;
    readonly storeName: string;
    readonly isActive: boolean;
  },
): StickerState {
  if (sticker.isVoided) return 'voided';
  if (!now.isActive) return 'till_closed';
  if (sticker.version < newestVersion || now.qrData !== sticker.qrData) return 'replaced';
  return isSameContent(sticker, { ...now, qrData: sticker.qrData }) ? 'current' : 'names_changed';
}

/** The ids that we propose: three digits of the store, two of the till. */
const proposedId = /^S(\d{3})P(\d{2})$/;

/**
 * What a sticker is called by people: `S002P03` in its fourth version is `S2-C03-v4`. Ids of another shape stand for
 * themselves; they are alphanumeric, so that none looks like a short one.
 */
export function stickerCode(
  pos: { externalPosId: string | null; mercadopagoPosId: string | null },
  version: number,
): string {
  const [, store, till] = proposedId.exec(pos.externalPosId ?? '') ?? [];
  const name = store && till ? `S${Number(store)}-C${till}` : (pos.externalPosId ?? `MP-${pos.mercadopagoPosId ?? ''}`);
  return `${name}-v${version}`;
}

/** A sticker that was printed at some time, and its POS as it is now. */
export type KnownSticker = {
  readonly sticker: PrintedSticker;
  readonly newestVersion: number;
  readonly now: StickerContent & { readonly isActive: boolean };
};

/** What a code that was read is; `known` is the newest sticker that carried this very text, null when none ever did. */
export function judgeScan(
  qrText: string,
  known: KnownSticker | null,
  pos: (StickerContent & { readonly isActive: boolean }) | null,
): ScanVerdict {
  if (!known && !pos) return readEmvco(qrText) ? 'not_ours' : 'not_a_payment_code';
  const now = known?.now ?? pos;
  if (!now?.isActive) return 'till_closed';
  if (now.qrData !== qrText) return 'outdated';
  // A till's own poster carries the same code as our sticker, so that nothing of ours need have been printed.
  if (!known) return 'current';
  if (known.sticker.isVoided) return 'voided';
  return isSameContent(known.sticker, now) ? 'current' : 'names_changed';
}
