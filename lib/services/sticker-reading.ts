import 'server-only';
import { listNewestStickers, listStickerPos, type StickerPos } from '@/db/stickers';
import { type PreviewRequest, sheetOf } from '@/lib/api/stickers';
import type { Merchant } from '@/lib/domain/scope';
import { pdfBytes } from '@/lib/print/pdf';
import { drawSticker } from '@/lib/print/sticker-art';
import { drawnPage, scaleTestPage } from '@/lib/print/sticker-pages';
import { pageSvg } from '@/lib/print/svg';
import { factsOf, isPrintable, missingCharacters, planOrRefuse, readLook, versionNow } from './sticker-sheets';

/** A till as the studio offers it. */
export type StudioTill = {
  readonly key: string;
  readonly name: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly externalPosId: string | null;
  /** Why it has no sticker. */
  readonly problem: 'unread' | 'inactive' | null;
  /** A sticker that says the same was printed before. */
  readonly isPrinted: boolean;
};

/** Every till, by store and name. */
export async function listStudioTills(merchant: Merchant): Promise<StudioTill[]> {
  const all = await listStickerPos(merchant);
  const newest = await listNewestStickers(
    merchant,
    all.map(({ id }) => id),
  );
  return all.map((pos) => ({
    key: pos.externalPosId ?? pos.id,
    name: pos.name,
    storeId: pos.storeId,
    storeName: pos.storeName,
    externalPosId: pos.externalPosId,
    problem: !pos.isActive ? 'inactive' : pos.qrData === null ? 'unread' : null,
    isPrinted: isPrintable(pos) && newest.get(pos.id)?.version === versionNow(pos, newest.get(pos.id)),
  }));
}

/** A page of a sheet before it is printed, and what is to be said of it. Nothing is written down. */
export async function previewSheet(merchant: Merchant, request: PreviewRequest, now: Date) {
  const plan = planOrRefuse(sheetOf(request));
  const [all, look] = await Promise.all([
    listStickerPos(
      merchant,
      request.cells.map(({ pos }) => pos),
    ),
    readLook(merchant),
  ]);
  const byKey = new Map<string, StickerPos>(all.map((pos) => [pos.externalPosId ?? pos.id, pos]));
  const wanted = request.cells.flatMap(({ cell, pos }) => {
    const found = byKey.get(pos);
    return found && isPrintable(found) ? [{ cell, pos: found }] : [];
  });
  const newest = await listNewestStickers(
    merchant,
    wanted.map(({ pos }) => pos.id),
  );
  const drawn = wanted.map(({ cell, pos }) => {
    const facts = factsOf(pos, { version: versionNow(pos, newest.get(pos.id)), look, now });
    return { cell, art: drawSticker(request.template, plan.cell, facts, plan.bleed) };
  });
  return {
    svg: pageSvg(drawnPage(plan, drawn), look.brandName),
    module_mm: Math.min(...drawn.map(({ art }) => art.moduleSize), 10),
    missing: missingCharacters([look.brandName, ...wanted.flatMap(({ pos }) => [pos.name, pos.storeName])]).slice(
      0,
      12,
    ),
  };
}

/** A page to measure a printer with. */
export function testPage(
  size: { width: number; height: number },
  words: { title: string; hint: string },
  locale: string,
): Promise<Uint8Array> {
  return pdfBytes([scaleTestPage(size, words)], { title: words.title, author: 'Mostrador', locale });
}
