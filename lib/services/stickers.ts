import 'server-only';
import { db } from '@/db/client';
import { writeAudit } from '@/db/merchants';
import { newId } from '@/db/new-id';
import {
  getPrint,
  insertPrint,
  listNewestStickers,
  listStickerPos,
  listValidOfPrint,
  lockStickers,
  voidStickers as markVoid,
  type StickerPos,
  type StickerRow,
  saveStickerLook,
} from '@/db/stickers';
import { type StickerRequest, sheetOf } from '@/lib/api/stickers';
import type { Merchant } from '@/lib/domain/scope';
import { type StickerLocale, type StickerVoidReason, stickerCode } from '@/lib/domain/sticker';
import { areTooManyPixels, type SheetPlan, stickerTemplates } from '@/lib/domain/sticker-sheet';
import { AppError } from '@/lib/errors';
import { cleanLogo } from '@/lib/print/logo';
import { writePdf } from '@/lib/print/pdf';
import { pagePng } from '@/lib/print/png';
import { drawSticker } from '@/lib/print/sticker-art';
import { stickerPages } from '@/lib/print/sticker-pages';
import { pageSvg } from '@/lib/print/svg';
import { writeZip, type ZipEntry } from '@/lib/print/zip';
import { factsOf, isPrintable, type Look, type Printable, planOrRefuse, readLook, versionNow } from './sticker-sheets';

/** Who prints. */
export type PrintedBy = { readonly personId: string | null; readonly apiKeyId: string | null };

/** A file that comes as its reader takes it. */
export type StickerFile = {
  readonly body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly contentType: string;
  readonly name: string;
  readonly pages: number;
};

/** A POS with the version that is printed of it. */
type Line = { readonly pos: Printable; readonly version: number; readonly isReprint: boolean };

/**
 * Prints stickers: first the ledger says who, what and why again, then the file is written while it is read. Each code is
 * drawn from the very text that was read at Mercado Pago. Throws `invalid_input` for a sheet that cannot be, `not_found`
 * for an unknown POS, and `conflict` for one whose code was not read yet or that is retired.
 */
export async function printStickers(
  merchant: Merchant,
  by: PrintedBy,
  request: StickerRequest,
  now: Date,
): Promise<StickerFile> {
  const plan = planOrRefuse(sheetOf(request));
  refuseTooMany(request);
  const wanted = await readWanted(merchant, request.external_pos_ids);
  const [lines, look] = await Promise.all([record(merchant, by, { request, wanted, now }), readLook(merchant)]);
  return fileOf({ request, plan, lines, look, now });
}

function refuseTooMany({ format, pictures, template, dpi, external_pos_ids: { length: count } }: StickerRequest): void {
  const tooMany = (why: string) => new AppError('invalid_input', why, { fields: { external_pos_ids: 'too_many' } });
  if (format === 'zip' && pictures === 'png' && areTooManyPixels(template, dpi, count))
    throw tooMany('so many pictures have too many pixels');
  if ((format === 'svg' || format === 'png') && count > 1) throw tooMany('one picture shows one sticker');
}

/** The POS that were asked for, in that order, each once. */
async function readWanted(merchant: Merchant, keys: readonly string[]): Promise<Printable[]> {
  const found = new Map<string, StickerPos>();
  for (const pos of await listStickerPos(merchant, keys)) {
    found.set(pos.id, pos);
    if (pos.externalPosId) found.set(pos.externalPosId.toLowerCase(), pos);
  }
  const wanted = new Map<string, Printable>();
  for (const [index, key] of keys.entries()) {
    const pos = found.get(key.toLowerCase());
    if (!pos)
      throw new AppError('not_found', 'no such POS', { fields: { [`external_pos_ids[${index}]`]: 'not_found' } });
    if (!isPrintable(pos))
      throw new AppError('conflict', 'the code of a POS has not been read, or it is retired', {
        fields: { [`external_pos_ids[${index}]`]: 'not_supported' },
      });
    wanted.set(pos.id, pos);
  }
  return [...wanted.values()];
}

/** Writes the ledger, and says which version of each sticker is printed. */
async function record(
  merchant: Merchant,
  by: PrintedBy,
  { request, wanted, now }: { request: StickerRequest; wanted: readonly Printable[]; now: Date },
): Promise<Line[]> {
  return db.transaction(async (transaction) => {
    await lockStickers(merchant, transaction);
    const newest = await listNewestStickers(
      merchant,
      wanted.map(({ id }) => id),
      transaction,
    );
    const lines = wanted.map((pos) => {
      const version = versionNow(pos, newest.get(pos.id));
      return { pos, version, isReprint: version === newest.get(pos.id)?.version };
    });
    const reprints = lines.filter(({ isReprint }) => isReprint).length;
    const print = {
      ...by,
      id: newId(now),
      at: now,
      template: request.template,
      paper: typeof request.paper === 'string' ? request.paper : 'custom',
      format: request.format,
      stickerCount: lines.length,
      reprintCount: reprints,
      reason: reprints > 0 ? (request.reason ?? null) : null,
    };
    await insertPrint(
      merchant,
      transaction,
      print,
      lines.map((line) => ({ ...line, posId: line.pos.id, sticker: stickerOf(line, now) })),
    );
    return lines;
  });
}

function stickerOf({ pos, version }: Line, now: Date): StickerRow {
  return {
    posId: pos.id,
    version,
    code: stickerCode(pos, version),
    qrData: pos.qrData,
    posName: pos.name,
    storeName: pos.storeName,
    createdAt: now,
    voidedAt: null,
    voidReason: null,
    voidedByPersonId: null,
  };
}

type Job = {
  readonly request: StickerRequest;
  readonly plan: SheetPlan;
  readonly lines: readonly Line[];
  readonly look: Look;
  readonly now: Date;
};

function fileOf({ request, plan, lines, look, now }: Job): StickerFile {
  const facts = (index: number) => {
    const line = lines[index];
    if (!line) throw new Error('a sheet asks for a sticker that it has not');
    return factsOf(line.pos, { version: line.version, look, now });
  };
  switch (request.format) {
    case 'pdf': {
      const order = { count: lines.length, startCell: request.start_cell, order: request.order };
      const pages = stickerPages({ plan, template: request.template, order }, facts);
      const about = { title: `Stickers, ${look.brandName}`, author: look.brandName, locale: look.locale };
      return {
        body: writePdf(pages, about),
        contentType: 'application/pdf',
        name: 'stickers.pdf',
        pages: Math.ceil((lines.length + request.start_cell - 1) / plan.cells.length),
      };
    }
    case 'zip':
      return {
        body: writeZip(pictures({ request, lines }, facts, request.pictures)),
        contentType: 'application/zip',
        name: 'stickers.zip',
        pages: lines.length,
      };
    case 'svg':
    case 'png': {
      const [line] = lines;
      if (!line) throw new Error('a picture shows one sticker');
      const type = request.format;
      return {
        body: bytesOf(pictures({ request, lines }, facts, type)),
        contentType: type === 'png' ? 'image/png' : 'image/svg+xml',
        name: `${stickerCode(line.pos, line.version)}.${type}`,
        pages: 1,
      };
    }
    default:
      return request.format satisfies never;
  }
}

/** Each sticker as a file of its own, in the size of its template. */
async function* pictures(
  { request: { template, dpi }, lines }: Pick<Job, 'request' | 'lines'>,
  facts: (index: number) => ReturnType<typeof factsOf>,
  type: 'svg' | 'png',
): AsyncGenerator<ZipEntry, void, undefined> {
  const { width, height } = stickerTemplates[template];
  for (const [index, { pos, version }] of lines.entries()) {
    const { marks } = drawSticker(template, { width, height }, facts(index));
    const [page, title] = [{ width, height, marks }, `${pos.name}, ${pos.storeName}`];
    const bytes = type === 'png' ? await pagePng(page, title, dpi) : Buffer.from(pageSvg(page, title));
    yield { name: `${stickerCode(pos, version)}.${type}`, bytes };
  }
}

async function* bytesOf(files: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const { bytes } of files) yield bytes;
}

/** Who makes stickers void, and why. */
export type Voiding = { readonly reason: StickerVoidReason; readonly personId: string; readonly now: Date };

/**
 * Says that printed stickers shall not be used any more: who scans one is told, and if it is the newest of its POS,
 * the next print is a new version. Those that are void already stay as they are; throws `conflict` when that is all of
 * them.
 */
export async function voidStickers(
  merchant: Merchant,
  wanted: readonly { readonly posId: string; readonly version: number }[],
  { reason, personId, now }: Voiding,
): Promise<StickerRow[]> {
  return db.transaction(async (transaction) => {
    await lockStickers(merchant, transaction);
    const voided = await markVoid(merchant, transaction, wanted, { reason, personId, at: now });
    if (voided.length === 0) throw new AppError('conflict', 'there is no sticker that could become void');
    const data = { codes: voided.map(({ code }) => code), reason };
    await writeAudit(merchant, { personId, action: 'stickers_voided', data }, transaction);
    return voided;
  });
}

/** The same for everything that was in a print. Throws `not_found` for a print that is none of this merchant's. */
export async function voidPrint(merchant: Merchant, printId: string, voiding: Voiding): Promise<StickerRow[]> {
  if (!(await getPrint(merchant, printId))) throw new AppError('not_found', 'no such print');
  return voidStickers(merchant, await listValidOfPrint(merchant, printId), voiding);
}

export type NewLook = {
  readonly brandName: string | null;
  readonly accentColour: string;
  readonly locale: StickerLocale;
  /** A file to take, null to take the logo away, undefined to leave it. */
  readonly logo: Uint8Array | null | undefined;
};

/** Keeps how stickers look. Throws `invalid_input` for a logo that is too large or no PNG or JPEG. */
export async function setStickerLook(merchant: Merchant, personId: string, { logo, ...look }: NewLook): Promise<void> {
  const clean = logo ? await cleanLogo(logo) : null;
  if (typeof clean === 'string')
    throw new AppError('invalid_input', `the logo is ${clean}`, {
      fields: { logo: clean === 'too_large' ? 'too_large' : 'not_supported' },
    });
  const picture = logo === undefined ? {} : { logo: clean?.bytes ?? null, logoType: clean?.type ?? null };
  await db.transaction(async (transaction) => {
    await saveStickerLook(merchant, transaction, { ...look, ...picture });
    const data = { ...look, logo: logo === undefined ? 'kept' : logo === null ? 'removed' : 'changed' };
    await writeAudit(merchant, { personId, action: 'sticker_look_set', data }, transaction);
  });
}
