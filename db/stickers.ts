import 'server-only';
import { and, asc, desc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { compareTills } from '../lib/domain/name-order';
import type { Merchant } from '../lib/domain/scope';
import type { StickerVoidReason } from '../lib/domain/sticker';
import { db, type Executor } from './client';
import { isId, isStorable } from './new-id';
import { people, pos, stickerLooks, stickerPrintLines, stickerPrints, stickerScans, stickers, stores } from './schema';

export type StickerRow = Omit<typeof stickers.$inferSelect, 'merchantId'>;
export type StickerLook = Omit<typeof stickerLooks.$inferSelect, 'merchantId' | 'changedAt'>;
type NewPrint = Omit<typeof stickerPrints.$inferInsert, 'merchantId'>;

/** A POS as far as its sticker is concerned. */
export type StickerPos = {
  readonly id: string;
  readonly externalPosId: string | null;
  readonly mercadopagoPosId: string | null;
  readonly name: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly timeZone: string;
  readonly qrData: string | null;
  readonly isActive: boolean;
};

const stickerPos = {
  id: pos.id,
  externalPosId: pos.externalPosId,
  mercadopagoPosId: pos.mercadopagoPosId,
  name: pos.name,
  storeId: pos.storeId,
  storeName: stores.name,
  timeZone: stores.timeZone,
  qrData: pos.qrData,
  isActive: sql<boolean>`${pos.status} = 'active'`,
};

/** Points of sale by store, then by name; of these `external_pos_id`s (ignoring case) or our ids alone when they are given. */
export async function listStickerPos(merchant: Merchant, keys?: readonly string[]): Promise<StickerPos[]> {
  return selectStickerPos(and(eq(pos.merchantId, merchant.id), keys && namedBy(keys)));
}

function namedBy(keys: readonly string[]): SQL | undefined {
  const storable = keys.filter(isStorable);
  const codes = storable.filter((key) => !isId(key)).map((key) => key.toLowerCase());
  const list = (values: readonly string[]) => sql`${sql.param(values)}::text[]`;
  return or(
    sql`lower(${pos.externalPosId}) = any(${list(codes)})`,
    sql`${pos.id} = any(${sql.param(storable.filter(isId))}::uuid[])`,
  );
}

async function selectStickerPos(where: SQL | undefined): Promise<StickerPos[]> {
  const rows = await db
    .select(stickerPos)
    .from(pos)
    .innerJoin(stores, and(eq(stores.merchantId, pos.merchantId), eq(stores.id, pos.storeId)))
    .where(where)
    .orderBy(asc(pos.id));
  return rows.sort(compareTills);
}

/** Lets nobody else number this merchant's stickers until the transaction ends. */
export async function lockStickers(merchant: Merchant, executor: Executor): Promise<void> {
  await executor.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`stickers ${merchant.id}`}, 0))`);
}

/** The newest sticker of each of these POS that has one. */
export async function listNewestStickers(
  merchant: Merchant,
  posIds: readonly string[],
  executor: Executor = db,
): Promise<Map<string, StickerRow>> {
  const newest = sql`${stickers.version} = (select max(s.version) from ${stickers} s
    where s.merchant_id = ${stickers.merchantId} and s.pos_id = ${stickers.posId})`;
  const rows = await executor
    .select()
    .from(stickers)
    .where(
      and(eq(stickers.merchantId, merchant.id), sql`${stickers.posId} = any(${sql.param(posIds)}::uuid[])`, newest),
    );
  return new Map(rows.map((row) => [row.posId, withoutMerchant(row)]));
}

/** Adds to the ledger: stickers that are printed for the first time, and the print with what was in it. */
export async function insertPrint(
  merchant: Merchant,
  executor: Executor,
  print: NewPrint,
  lines: readonly { posId: string; version: number; isReprint: boolean; sticker: StickerRow }[],
): Promise<void> {
  const merchantId = merchant.id;
  await executor.insert(stickerPrints).values({ merchantId, ...print });
  // A statement has room for 65,535 parameters.
  for (let at = 0; at < lines.length; at += 2_000) {
    const part = lines.slice(at, at + 2_000);
    const fresh = part.filter(({ isReprint }) => !isReprint).map(({ sticker }) => ({ merchantId, ...sticker }));
    if (fresh.length > 0) await executor.insert(stickers).values(fresh);
    await executor
      .insert(stickerPrintLines)
      .values(
        part.map(({ posId, version, isReprint }) => ({ merchantId, printId: print.id, posId, version, isReprint })),
      );
  }
}

/** A line of the ledger; `posNames` are of the first few stickers in it. */
export type PrintEntry = Omit<typeof stickerPrints.$inferSelect, 'merchantId'> & {
  readonly personName: string | null;
  readonly firstCodes: readonly string[];
};

/** The ledger, newest first; of one POS alone when it is given. */
export async function listPrints(
  merchant: Merchant,
  { limit, before, posId }: { limit: number; before?: { at: Date; id: string }; posId?: string },
): Promise<PrintEntry[]> {
  const firstCodes = sql<string[]>`array(
    select s.code from ${stickerPrintLines} l
    join ${stickers} s on s.merchant_id = l.merchant_id and s.pos_id = l.pos_id and s.version = l.version
    where l.merchant_id = ${stickerPrints}.merchant_id and l.print_id = ${stickerPrints}.id
    ${posId ? sql`and l.pos_id = ${posId}` : sql``} order by s.code limit 4)`;
  const ofPos = sql`exists (select from ${stickerPrintLines} l where l.merchant_id = ${stickerPrints}.merchant_id
    and l.print_id = ${stickerPrints}.id and l.pos_id = ${posId ?? null})`;
  const rows = await db
    .select({ print: stickerPrints, personName: people.name, firstCodes })
    .from(stickerPrints)
    .leftJoin(people, eq(people.id, stickerPrints.personId))
    .where(
      and(
        eq(stickerPrints.merchantId, merchant.id),
        posId ? ofPos : undefined,
        before
          ? sql`(${stickerPrints.at}, ${stickerPrints.id}) < (${before.at.toISOString()}, ${before.id})`
          : undefined,
      ),
    )
    .orderBy(desc(stickerPrints.at), desc(stickerPrints.id))
    .limit(limit);
  return rows.map(({ print, personName, firstCodes }) => ({ ...withoutMerchant(print), personName, firstCodes }));
}

/** One print of the ledger; null for an id that is none of this merchant's. */
export async function getPrint(merchant: Merchant, id: string): Promise<PrintEntry | null> {
  if (!isId(id)) return null;
  const [row] = await db
    .select({ print: stickerPrints, personName: people.name })
    .from(stickerPrints)
    .leftJoin(people, eq(people.id, stickerPrints.personId))
    .where(and(eq(stickerPrints.merchantId, merchant.id), eq(stickerPrints.id, id)));
  return row ? { ...withoutMerchant(row.print), personName: row.personName, firstCodes: [] } : null;
}

/** A sticker as lists show it: who made it void, and its POS as it is now. */
export type ListedSticker = StickerRow & {
  readonly voidedByName: string | null;
  readonly newestVersion: number;
  readonly now: { readonly qrData: string | null; readonly posName: string; readonly storeName: string } & {
    readonly isActive: boolean;
  };
};

/** Every version that was printed of a POS, newest first. */
export function listStickersOfPos(merchant: Merchant, posId: string): Promise<ListedSticker[]> {
  return selectListed(merchant, eq(stickers.posId, posId)).orderBy(desc(stickers.version)).then(listed);
}

/** What was in a print, by code. */
export function listStickersOfPrint(
  merchant: Merchant,
  printId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<ListedSticker[]> {
  return selectListed(merchant, isIn(merchant, printId))
    .orderBy(asc(stickers.code), asc(stickers.posId))
    .limit(limit)
    .offset(offset)
    .then(listed);
}

/** The latest stickers that were made void, newest first. */
export function listVoided(merchant: Merchant, limit: number): Promise<ListedSticker[]> {
  return selectListed(merchant, isNotNull(stickers.voidedAt))
    .orderBy(desc(stickers.voidedAt), asc(stickers.code))
    .limit(limit)
    .then(listed);
}

/** Stickers of a print that nobody made void yet. */
export function listValidOfPrint(
  merchant: Merchant,
  printId: string,
): Promise<Pick<StickerRow, 'posId' | 'version'>[]> {
  return db
    .select({ posId: stickers.posId, version: stickers.version })
    .from(stickers)
    .where(and(eq(stickers.merchantId, merchant.id), isIn(merchant, printId), isNull(stickers.voidedAt)));
}

function isIn(merchant: Merchant, printId: string): SQL {
  return sql`(${stickers.posId}, ${stickers.version}) in (select l.pos_id, l.version from ${stickerPrintLines} l
    where l.merchant_id = ${merchant.id} and l.print_id = ${printId})`;
}

function selectListed(merchant: Merchant, where: SQL) {
  return db
    .select({
      sticker: stickers,
      voidedByName: people.name,
      newestVersion: sql<number>`(select max(s.version) from ${stickers} s
        where s.merchant_id = ${stickers.merchantId} and s.pos_id = ${stickers.posId})`,
      now: { qrData: pos.qrData, posName: pos.name, storeName: stores.name, isActive: stickerPos.isActive },
    })
    .from(stickers)
    .innerJoin(pos, and(eq(pos.merchantId, stickers.merchantId), eq(pos.id, stickers.posId)))
    .innerJoin(stores, and(eq(stores.merchantId, pos.merchantId), eq(stores.id, pos.storeId)))
    .leftJoin(people, eq(people.id, stickers.voidedByPersonId))
    .where(and(eq(stickers.merchantId, merchant.id), where))
    .$dynamic();
}

type ListedRow = Omit<ListedSticker, keyof StickerRow> & { readonly sticker: typeof stickers.$inferSelect };

function listed(rows: readonly ListedRow[]): ListedSticker[] {
  return rows.map(({ sticker, ...rest }) => ({ ...withoutMerchant(sticker), ...rest }));
}

/** Makes stickers void, each once; answers with those that were valid until now. */
export async function voidStickers(
  merchant: Merchant,
  executor: Executor,
  wanted: readonly { readonly posId: string; readonly version: number }[],
  { reason, personId, at }: { reason: StickerVoidReason; personId: string; at: Date },
): Promise<StickerRow[]> {
  const posIds = sql.param(wanted.map(({ posId }) => posId));
  const versions = sql.param(wanted.map(({ version }) => version));
  const rows = await executor
    .update(stickers)
    .set({ voidedAt: at, voidReason: reason, voidedByPersonId: personId })
    .where(
      and(
        eq(stickers.merchantId, merchant.id),
        sql`(${stickers.posId}, ${stickers.version}) in (select * from unnest(${posIds}::uuid[], ${versions}::int[]))`,
        isNull(stickers.voidedAt),
      ),
    )
    .returning();
  return rows.map(withoutMerchant);
}

/** Who carries or carried this text: the POS whose code it is now, and the newest sticker that said it. */
export async function findByQrText(
  merchant: Merchant,
  qrText: string,
): Promise<{ pos: StickerPos | null; sticker: StickerRow | null }> {
  const [sticker] = await db
    .select()
    .from(stickers)
    .where(
      and(
        eq(stickers.merchantId, merchant.id),
        sql`md5(${stickers.qrData}) = md5(${qrText})`,
        eq(stickers.qrData, qrText),
      ),
    )
    .orderBy(desc(stickers.createdAt), desc(stickers.version))
    .limit(1);
  const [current] = await selectStickerPos(and(eq(pos.merchantId, merchant.id), eq(pos.qrData, qrText)));
  if (current || !sticker) return { pos: current ?? null, sticker: sticker ? withoutMerchant(sticker) : null };
  const [former] = await selectStickerPos(and(eq(pos.merchantId, merchant.id), eq(pos.id, sticker.posId)));
  return { pos: former ?? null, sticker: withoutMerchant(sticker) };
}

/** Writes down what somebody held before a camera. */
export async function insertScan(
  merchant: Merchant,
  scan: Omit<typeof stickerScans.$inferInsert, 'merchantId' | 'id'>,
): Promise<void> {
  await db.insert(stickerScans).values({ merchantId: merchant.id, ...scan });
}

export type ScanEntry = Omit<typeof stickerScans.$inferSelect, 'merchantId'> & {
  readonly personName: string | null;
  readonly posName: string | null;
  readonly storeName: string | null;
};

/** The latest scans, newest first. */
export async function listScans(merchant: Merchant, limit: number): Promise<ScanEntry[]> {
  const rows = await db
    .select({ scan: stickerScans, personName: people.name, posName: pos.name, storeName: stores.name })
    .from(stickerScans)
    .leftJoin(people, eq(people.id, stickerScans.personId))
    .leftJoin(pos, and(eq(pos.merchantId, stickerScans.merchantId), eq(pos.id, stickerScans.posId)))
    .leftJoin(stores, and(eq(stores.merchantId, pos.merchantId), eq(stores.id, pos.storeId)))
    .where(eq(stickerScans.merchantId, merchant.id))
    .orderBy(desc(stickerScans.id))
    .limit(limit);
  return rows.map(({ scan, ...names }) => ({ ...withoutMerchant(scan), ...names }));
}

/** How the merchant's stickers look; null until somebody chose. */
export async function getStickerLook(merchant: Merchant): Promise<StickerLook | null> {
  const [row] = await db.select().from(stickerLooks).where(eq(stickerLooks.merchantId, merchant.id));
  if (!row) return null;
  const { merchantId: _owner, changedAt: _at, ...look } = row;
  return look;
}

/** Keeps how stickers look; the logo stays when `logo` is left out. */
export async function saveStickerLook(
  merchant: Merchant,
  executor: Executor,
  look: Pick<StickerLook, 'brandName' | 'accentColour' | 'locale'> & Partial<Pick<StickerLook, 'logo' | 'logoType'>>,
): Promise<void> {
  await executor
    .insert(stickerLooks)
    .values({ merchantId: merchant.id, ...look })
    .onConflictDoUpdate({ target: stickerLooks.merchantId, set: { ...look, changedAt: new Date() } });
}

/** Which of these POS have a sticker that was printed and not voided: deleting one of them breaks something on a counter. */
export async function listPosWithStickers(merchant: Merchant, posIds: readonly string[]): Promise<Set<string>> {
  if (posIds.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ posId: stickers.posId })
    .from(stickers)
    .where(and(eq(stickers.merchantId, merchant.id), inArray(stickers.posId, [...posIds]), isNull(stickers.voidedAt)));
  return new Set(rows.map(({ posId }) => posId));
}

function withoutMerchant<Row extends { merchantId: string }>(row: Row): Omit<Row, 'merchantId'> {
  const { merchantId: _owner, ...rest } = row;
  return rest;
}
