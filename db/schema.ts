import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  char,
  check,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type {
  CaseEntryData,
  CaseEntryType,
  CaseFacts,
  CaseKind,
  CaseReason,
  CaseResolution,
} from '../lib/domain/exception-case';
import type { ObservedMerchantOrder, PaymentStatus } from '../lib/domain/merchant-order';
import type { NotificationOutcome, SignatureVerdict } from '../lib/domain/notification';
import type {
  EventSource,
  Integration,
  LookSource,
  OrderException,
  OrderItem,
  OrderStatus,
  OrderTax,
  QrMode,
  RefundStatus,
} from '../lib/domain/order';
import type { OrderEvent, OrderState } from '../lib/domain/order-state';
import type { KnownPayment } from '../lib/domain/payment-state';
import type { Permission, Role } from '../lib/domain/permissions';
import type {
  CreationProblem,
  CreationState,
  IgnoredDifferences,
  NewPlace,
  PlaceKind,
  PlaceStatus,
  SyncPhase,
  SyncProblem,
  TheirPos,
  TheirStore,
} from '../lib/domain/place';
import type { ReceiptPaper } from '../lib/domain/receipt';
import type { DifferenceReason, Figures, TheirFigures, Verdict } from '../lib/domain/reconcile';
import type { ItemState, ListingWindow, OurSide } from '../lib/domain/reconciliation-run';
import type { RefundApproval, RefundAsker } from '../lib/domain/refund';
import type { CurrencyId, SiteId } from '../lib/domain/sites';
import type {
  ReprintReason,
  ScanVerdict,
  StickerFormat,
  StickerLocale,
  StickerVoidReason,
} from '../lib/domain/sticker';
import type { UnattendedPollAnswer, UnattendedWaiting } from '../lib/domain/unattended';
import type { AttemptProblem, DeliveryState, EndpointStop, WebhookEventType } from '../lib/domain/webhook';

/** Whether money is real: a simulator, a test user, or a live account. */
export type Environment = 'simulator' | 'test' | 'live';
export type AccessProblem = 'refused' | 'disconnected';
export type CredentialKind = 'access_token' | 'refresh_token' | 'webhook_secret';

/*
 * Every table of a merchant's data has `merchant_id` first in its primary and unique keys, and children point at their
 * parents through it: a row cannot belong to one merchant and hang on another's, whatever the code does. What drizzle
 * cannot say (legal transitions, append-only tables, sums) is in the migration `rules`.
 */

const instant = () => timestamp({ withTimezone: true, mode: 'date' });
const minor = () => bigint({ mode: 'number' });
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** The business that signs in; it owns everything else. */
export const merchants = pgTable(
  'merchants',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    siteId: char({ length: 3 }).$type<SiteId>(),
    currencyId: char({ length: 3 }).$type<CurrencyId>(),
    timeZone: text().notNull().default('UTC'),
    /** The Mercado Pago account that receives the money: their `user_id`, our `collector_id`. Null until connected. */
    collectorId: text(),
    nickname: text(),
    environment: text().$type<Environment>().notNull().default('live'),
    /** Unguessable part of the notification URL; whoever has it may only hint. */
    notificationKey: text().notNull().unique(),
    referencePrefix: text().notNull(),
    nextSaleNumber: integer().notNull().default(1),
    /** How references are made where a till has no template of its own: `{pos}-{date}-{number}`. Null for plain numbers. */
    referenceTemplate: text(),
    /** Percent of IVA inside an amount that was typed at a till; Colombia only. */
    typedTaxRate: smallint().notNull().default(0),
    connectedAt: instant(),
    /** Why nothing can be asked of Mercado Pago: it refuses the token, or an owner disconnected the account. */
    accessProblem: text().$type<AccessProblem>(),
    /** When to see whether the token works; moved ahead as a lease. Null when there is no doubt. */
    accessDueAt: instant(),
    /** Whether a paid order may have a public address for its receipt. */
    hasReceiptLinks: boolean().notNull().default(false),
    /** Printed under the name: who the merchant is to the tax office, as it writes it. */
    receiptTaxId: text(),
    /** Printed at the end: a line of the merchant's own. */
    receiptNote: text(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    check('merchants_access_problem', sql`${table.accessProblem} in ('refused', 'disconnected')`),
    index('merchants_access_due').on(table.accessDueAt).where(sql`access_due_at is not null`),
    check(
      'merchants_receipt_texts',
      sql`length(${table.receiptTaxId}) between 1 and 40 and length(${table.receiptNote}) between 1 and 200`,
    ),
    check('merchants_typed_tax_rate', sql`${table.typedTaxRate} between 0 and 100`),
    check('merchants_environment', sql`${table.environment} in ('simulator', 'test', 'live')`),
    check(
      'merchants_site',
      sql`${table.siteId} is null or ${table.siteId} in ('MLA','MLB','MLC','MCO','MLM','MPE','MLU')`,
    ),
    uniqueIndex('merchants_collector').on(table.collectorId).where(sql`${table.collectorId} is not null`),
  ],
);

/** One row, made by the migration: what belongs to the whole installation and not to one of its merchants. */
export const installation = pgTable(
  'installation',
  {
    isOnly: boolean().primaryKey().default(true),
    /**
     * Unguessable part of the URL that is set once per application at Mercado Pago. PostgreSQL makes it, so that all
     * processes on one database agree, and no change of a secret changes an address that was pasted there.
     */
    notificationKey: text()
      .notNull()
      .default(sql`'app-' || left(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 48)`),
  },
  (table) => [check('installation_is_only', sql`${table.isOnly}`)],
);

/** Processes of the app that are alive, so that they can share what one account is allowed. */
export const liveProcesses = pgTable('live_processes', {
  id: uuid().primaryKey(),
  seenAt: instant().notNull().defaultNow(),
});

/** Sealed secrets (AES-256-GCM); the row's place is authenticated with them, so that none can be moved to another row. */
export const credentials = pgTable(
  'credentials',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    kind: text().$type<CredentialKind>().notNull(),
    keyId: text().notNull(),
    nonce: bytes().notNull(),
    ciphertext: bytes().notNull(),
    lastFour: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    /** When Mercado Pago stops accepting it; null where it does not say. */
    expiresAt: instant(),
    /** Until then nobody may renew it: somebody is, or it failed for good reason. */
    renewalLeasedUntil: instant(),
    /** Mercado Pago's word for why it could not be renewed. */
    renewalProblem: text(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.kind] }),
    unique('credentials_nonce').on(table.keyId, table.nonce),
    check('credentials_kind', sql`${table.kind} in ('access_token', 'refresh_token', 'webhook_secret')`),
    check('credentials_nonce_length', sql`length(${table.nonce}) = 12`),
  ],
);

/** Somebody who signs in. */
export const people = pgTable(
  'people',
  {
    id: uuid().primaryKey(),
    email: text().notNull().unique(),
    name: text().notNull(),
    passwordHash: text().notNull(),
    isDisabled: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [check('people_email_lower', sql`${table.email} = lower(${table.email})`)],
);

export const memberships = pgTable(
  'memberships',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: text().$type<Role>().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.personId] }),
    index('memberships_person').on(table.personId),
    check('memberships_role', sql`${table.role} in ('owner','manager','cashier','printer','accountant')`),
  ],
);

/** A browser that signed in. The cookie is a signed token; without its row here it is worth nothing. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    seenAt: instant().notNull().defaultNow(),
  },
  (table) => [index('sessions_person').on(table.personId)],
);

/** Failed attempts to sign in, per e-mail and per address, for the growing delay. */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    subject: text().notNull(),
    at: instant().notNull().defaultNow(),
  },
  (table) => [index('sign_in_failures_subject').on(table.subject, table.at)],
);

export const stores = pgTable(
  'stores',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull(),
    /** Their id; null until Mercado Pago has it. */
    mercadopagoStoreId: text(),
    externalStoreId: text(),
    name: text().notNull(),
    addressLine: text(),
    streetName: text(),
    streetNumber: text(),
    cityName: text(),
    stateName: text(),
    zipCode: text(),
    /** How to find it, in free words. */
    reference: text(),
    latitude: text(),
    longitude: text(),
    timeZone: text().notNull(),
    businessHours: jsonb(),
    status: text().$type<PlaceStatus>().notNull().default('active'),
    statusChangedAt: instant(),
    /** What Mercado Pago last said of it, beside what it is here; null until it was read or written. */
    theirs: jsonb().$type<TheirStore>(),
    /** By field, what Mercado Pago says that shall not be shown as a difference; anything else it says is one again. */
    ignored: jsonb().$type<IgnoredDifferences>().notNull().default({}),
    createdAt: instant().notNull().defaultNow(),
    syncedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    unique('stores_mercadopago').on(table.merchantId, table.mercadopagoStoreId),
    uniqueIndex('stores_external').on(table.merchantId, sql`lower(${table.externalStoreId})`),
    check('stores_status', sql`${table.status} in ('active','retired','missing')`),
  ],
);

/** A checkout with one QR. */
export const pos = pgTable(
  'pos',
  {
    merchantId: uuid().notNull(),
    id: uuid().notNull(),
    storeId: uuid().notNull(),
    mercadopagoPosId: text(),
    /** Null for one made in Mercado Pago's own app: it cannot take orders. */
    externalPosId: text(),
    name: text().notNull(),
    /** A POS that is not active has no valid printed code any more. */
    status: text().$type<PlaceStatus>().notNull().default('active'),
    statusChangedAt: instant(),
    integration: text().$type<Integration>().notNull().default('attended_v2'),
    mode: text().$type<QrMode>().notNull().default('static'),
    /** What it charged with before, for the way back. */
    previousIntegration: text().$type<Integration>(),
    previousMode: text().$type<QrMode>(),
    isFixedAmount: boolean().notNull().default(true),
    /** False: of those whose role may charge, only owners, managers and who is in `pos_chargers` charge on it. */
    isForEverybody: boolean().notNull().default(true),
    category: integer(),
    unattendedUrl: text(),
    unattendedProtocol: text().$type<'v1' | 'v2'>().notNull().default('v1'),
    /** Unguessable part of the URL that Mercado Pago asks in the unattended model. */
    unattendedKey: text().notNull(),
    /** What it is told while no order is ready. */
    unattendedState: text().$type<UnattendedWaiting>().notNull().default('unavailable'),
    /** When somebody last said so. */
    unattendedStateAt: instant(),
    qrImageUrl: text(),
    qrTemplateDocumentUrl: text(),
    qrTemplateImageUrl: text(),
    /** What the printed code says, read from the picture at `qr_image_url`; null until it has been read. */
    qrData: text(),
    /** How its references are made; null for the merchant's way. */
    referenceTemplate: text(),
    /** Unguessable part of the address of its screen for customers; null while there is none. */
    customerScreenKey: text(),
    /** When the printed code became another one, because the POS was made anew at Mercado Pago; null while it is the first. */
    qrChangedAt: instant(),
    /** What Mercado Pago last said of it, and which differences shall not be shown: as for stores. */
    theirs: jsonb().$type<TheirPos>(),
    ignored: jsonb().$type<IgnoredDifferences>().notNull().default({}),
    createdAt: instant().notNull().defaultNow(),
    syncedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    unique('pos_customer_screen').on(table.customerScreenKey),
    foreignKey({
      columns: [table.merchantId, table.storeId],
      foreignColumns: [stores.merchantId, stores.id],
      name: 'pos_store',
    }),
    unique('pos_mercadopago').on(table.merchantId, table.mercadopagoPosId),
    uniqueIndex('pos_external').on(table.merchantId, sql`lower(${table.externalPosId})`),
    unique('pos_unattended_key').on(table.unattendedKey),
    index('pos_by_store').on(table.merchantId, table.storeId),
    check('pos_integration', sql`${table.integration} in ('attended_v2','attended_v1','orders_api','unattended')`),
    check('pos_mode', sql`${table.mode} in ('static','dynamic','hybrid')`),
    check('pos_status', sql`${table.status} in ('active','retired','missing')`),
    check('pos_protocol', sql`${table.unattendedProtocol} in ('v1','v2')`),
    check('pos_unattended_state', sql`${table.unattendedState} in ('in_process','unavailable')`),
  ],
);

/** Who charges on a POS that is not for everybody. Whoever leaves the merchant leaves its POS too. */
export const posChargers = pgTable(
  'pos_chargers',
  {
    merchantId: uuid().notNull(),
    posId: uuid().notNull(),
    personId: uuid().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.posId, table.personId] }),
    foreignKey({
      columns: [table.merchantId, table.posId],
      foreignColumns: [pos.merchantId, pos.id],
      name: 'pos_chargers_pos',
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.merchantId, table.personId],
      foreignColumns: [memberships.merchantId, memberships.personId],
      name: 'pos_chargers_member',
    }).onDelete('cascade'),
    index('pos_chargers_by_person').on(table.merchantId, table.personId),
  ],
);

/**
 * Questions for the order of an unattended POS, counted per minute, asker and answer: they come every few seconds, and
 * answering one never writes. A process that dies loses the last second of them.
 */
export const unattendedPolls = pgTable(
  'unattended_polls',
  {
    merchantId: uuid().notNull(),
    posId: uuid().notNull(),
    minute: instant().notNull(),
    /** Who asked, by address and user agent; both are cut short, and empty where there were too many to keep apart. */
    address: text().notNull(),
    agent: text().notNull(),
    answer: text().$type<UnattendedPollAnswer>().notNull(),
    status: smallint().notNull(),
    /** Reference of the order that was shown, or empty. */
    reference: text().notNull(),
    asked: integer().notNull(),
    /** Time that answering took, in microseconds. */
    totalUs: bigint({ mode: 'number' }).notNull(),
    maxUs: integer().notNull(),
    lastAt: instant().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'unattended_polls_key',
      columns: [
        table.merchantId,
        table.posId,
        table.minute,
        table.address,
        table.agent,
        table.answer,
        table.status,
        table.reference,
      ],
    }),
    foreignKey({
      columns: [table.merchantId, table.posId],
      foreignColumns: [pos.merchantId, pos.id],
      name: 'unattended_polls_pos',
    }),
    index('unattended_polls_age').on(table.minute),
    check('unattended_polls_answer', sql`${table.answer} in ('ready','in_process','unavailable','timeout')`),
    check('unattended_polls_asked', sql`${table.asked} > 0 and ${table.totalUs} >= 0 and ${table.maxUs} >= 0`),
  ],
);

/** What a merchant sells: what a till offers by name. Orders keep a copy, so that a change here changes no sale. */
export const catalogItems = pgTable(
  'catalog_items',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull(),
    title: text().notNull(),
    unitPriceMinor: minor().notNull(),
    /** Percent of IVA inside the price; Colombia only. */
    taxRate: smallint().notNull().default(0),
    category: text(),
    pictureUrl: text(),
    skuNumber: text(),
    unitMeasure: text().$type<OrderItem['unitMeasure']>().notNull().default('unit'),
    /** False hides it from the tills. */
    isActive: boolean().notNull().default(true),
    /** Stands first on every till. */
    isFavorite: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
    changedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    uniqueIndex('catalog_items_sku').on(table.merchantId, sql`lower(${table.skuNumber})`),
    index('catalog_items_by_title').on(table.merchantId, sql`lower(${table.title})`, table.id),
    check('catalog_items_price', sql`${table.unitPriceMinor} between 1 and 10000000000000`),
    check('catalog_items_tax_rate', sql`${table.taxRate} between 0 and 100`),
    check('catalog_items_unit', sql`${table.unitMeasure} in ('unit','pack')`),
  ],
);

/** The next number of a till's references on one day of its store. */
export const referenceCounters = pgTable(
  'reference_counters',
  {
    merchantId: uuid().notNull(),
    posId: uuid().notNull(),
    /** `YYYYMMDD` in the store's zone. */
    day: char({ length: 8 }).notNull(),
    nextNumber: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.posId, table.day] }),
    foreignKey({
      columns: [table.merchantId, table.posId],
      foreignColumns: [pos.merchantId, pos.id],
      name: 'reference_counters_pos',
    }),
  ],
);

/**
 * A store or POS that is to be made at Mercado Pago, committed before it is asked: what it then answered is found by the
 * external id, never by asking twice. Those of one form, range or file are a batch, made in the order of `position`.
 */
export const placeCreations = pgTable(
  'place_creations',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull(),
    batchId: uuid().notNull(),
    position: integer().notNull(),
    kind: text().$type<PlaceKind>().notNull(),
    externalId: text().notNull(),
    /** What it shall be, as the domain accepted it. */
    fields: jsonb().$type<NewPlace>().notNull(),
    state: text().$type<CreationState>().notNull().default('planned'),
    /** What was wrong with it, for who repairs it. */
    problem: jsonb().$type<CreationProblem>(),
    looks: smallint().notNull().default(0),
    /** When somebody has to go on with it; whoever does sets it ahead, so that nobody else does meanwhile. */
    dueAt: instant(),
    createdByPersonId: uuid(),
    createdAt: instant().notNull().defaultNow(),
    changedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    unique('place_creations_position').on(table.merchantId, table.batchId, table.position),
    uniqueIndex('place_creations_under_way')
      .on(table.merchantId, table.kind, sql`lower(${table.externalId})`)
      .where(sql`${table.state} in ('planned','sent','unknown')`),
    index('place_creations_due').on(table.dueAt).where(sql`${table.dueAt} is not null`),
    check('place_creations_kind', sql`${table.kind} in ('store','pos')`),
    check(
      'place_creations_state',
      sql`${table.state} in ('planned','sent','unknown','done','refused','not_found','canceled')`,
    ),
    check('place_creations_over', sql`${table.state} in ('planned','sent','unknown') or ${table.dueAt} is null`),
  ],
);

/** How far the reading of an account's stores and POS is, and when the next one is due; one row per merchant. */
export const placeSyncs = pgTable(
  'place_syncs',
  {
    merchantId: uuid()
      .primaryKey()
      .references(() => merchants.id),
    dueAt: instant().notNull(),
    startedAt: instant(),
    finishedAt: instant(),
    /** How many of what is being read were read, of how many. */
    done: integer().notNull().default(0),
    total: integer().notNull().default(0),
    phase: text().$type<SyncPhase>().notNull().default('idle'),
    problem: text().$type<SyncProblem>(),
  },
  (table) => [
    index('place_syncs_due').on(table.dueAt),
    check('place_syncs_phase', sql`${table.phase} in ('idle','stores','pos','codes')`),
    check('place_syncs_problem', sql`${table.problem} in ('refused','unavailable')`),
  ],
);

/**
 * What was printed for a POS: one row per content, so that a sticker in somebody's hand can be told from the current one.
 * A POS has a new version when its code or its names changed, or when the version before was voided.
 */
export const stickers = pgTable(
  'stickers',
  {
    merchantId: uuid().notNull(),
    posId: uuid().notNull(),
    version: integer().notNull(),
    /** What is printed beside the code for people, such as `S2-C03-v4`. */
    code: text().notNull(),
    qrData: text().notNull(),
    posName: text().notNull(),
    storeName: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    voidedAt: instant(),
    voidReason: text().$type<StickerVoidReason>(),
    voidedByPersonId: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.posId, table.version] }),
    foreignKey({
      columns: [table.merchantId, table.posId],
      foreignColumns: [pos.merchantId, pos.id],
      name: 'stickers_pos',
    }),
    index('stickers_by_code').on(table.merchantId, sql`lower(${table.code})`),
    // Texts of codes are as long as their maker likes; a hash is always short enough for an index.
    index('stickers_by_text').on(table.merchantId, sql`md5(${table.qrData})`),
    check('stickers_version', sql`${table.version} >= 1`),
    check('stickers_void_reason', sql`${table.voidReason} in ('lost','damaged','swapped','moved','other')`),
    check('stickers_voided', sql`(${table.voidedAt} is null) = (${table.voidReason} is null)`),
  ],
);

/** Who printed stickers, when, on what and why again; append-only. */
export const stickerPrints = pgTable(
  'sticker_prints',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull(),
    at: instant().notNull().defaultNow(),
    personId: uuid(),
    apiKeyId: uuid(),
    template: text().notNull(),
    paper: text().notNull(),
    format: text().$type<StickerFormat>().notNull(),
    stickerCount: integer().notNull(),
    /** How many of them were printed in this version before. */
    reprintCount: integer().notNull(),
    /** Null when nothing was printed again, or an API client did not say. */
    reason: text().$type<ReprintReason>(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    index('sticker_prints_newest').on(table.merchantId, table.at.desc(), table.id.desc()),
    check('sticker_prints_format', sql`${table.format} in ('pdf','svg','png','zip')`),
    check('sticker_prints_reason', sql`${table.reason} in ('lost','damaged','more','misprint','other')`),
    check(
      'sticker_prints_counts',
      sql`${table.stickerCount} >= 1 and ${table.reprintCount} between 0 and ${table.stickerCount}`,
    ),
  ],
);

/** Which version of which POS was in a print; append-only. */
export const stickerPrintLines = pgTable(
  'sticker_print_lines',
  {
    merchantId: uuid().notNull(),
    printId: uuid().notNull(),
    posId: uuid().notNull(),
    version: integer().notNull(),
    isReprint: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.printId, table.posId] }),
    foreignKey({
      columns: [table.merchantId, table.printId],
      foreignColumns: [stickerPrints.merchantId, stickerPrints.id],
      name: 'sticker_print_lines_print',
    }),
    foreignKey({
      columns: [table.merchantId, table.posId, table.version],
      foreignColumns: [stickers.merchantId, stickers.posId, stickers.version],
      name: 'sticker_print_lines_sticker',
    }),
    index('sticker_print_lines_of_pos').on(table.merchantId, table.posId, table.version),
  ],
);

/** Printed codes that somebody held before a camera, and what they were; append-only. */
export const stickerScans = pgTable(
  'sticker_scans',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    at: instant().notNull().defaultNow(),
    personId: uuid(),
    verdict: text().$type<ScanVerdict>().notNull(),
    /** The POS that the code pays to; null when it is none of the merchant's. */
    posId: uuid(),
    /** The version that the text or the printed short code belongs to, where it is known. */
    version: integer(),
    /** What the code said, cut to 512 characters. */
    qrText: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    foreignKey({
      columns: [table.merchantId, table.posId],
      foreignColumns: [pos.merchantId, pos.id],
      name: 'sticker_scans_pos',
    }),
    check(
      'sticker_scans_verdict',
      sql`${table.verdict} in ('current','names_changed','outdated','voided','till_closed','not_ours','not_a_payment_code')`,
    ),
    check('sticker_scans_text', sql`length(${table.qrText}) <= 512`),
  ],
);

/** How a merchant's stickers look; one row, none until somebody chose. */
export const stickerLooks = pgTable(
  'sticker_looks',
  {
    merchantId: uuid()
      .primaryKey()
      .references(() => merchants.id),
    /** Printed instead of the merchant's name. */
    brandName: text(),
    accentColour: char({ length: 7 }).notNull(),
    locale: text().$type<StickerLocale>().notNull(),
    /** A PNG or JPEG that was checked and cleaned when it came in. */
    logo: bytes(),
    logoType: text().$type<'png' | 'jpeg'>(),
    changedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    check('sticker_looks_colour', sql`${table.accentColour} ~ '^#[0-9a-f]{6}$'`),
    check('sticker_looks_locale', sql`${table.locale} in ('es','pt','en')`),
    check('sticker_looks_logo_type', sql`${table.logoType} in ('png','jpeg')`),
    check('sticker_looks_logo', sql`(${table.logo} is null) = (${table.logoType} is null)`),
    check('sticker_looks_logo_size', sql`octet_length(${table.logo}) <= 1048576`),
  ],
);

/** The sale as we published it; one `external_reference`. */
export const orders = pgTable(
  'orders',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull(),
    posId: uuid().notNull(),
    storeId: uuid().notNull(),
    externalPosId: text().notNull(),
    externalStoreId: text(),
    externalReference: text().notNull(),
    integration: text().$type<Integration>().notNull(),
    mode: text().$type<QrMode>().notNull(),
    status: text().$type<OrderStatus>().notNull(),
    exception: text().$type<OrderException>().notNull(),
    reviewReasons: text().array().notNull(),
    currencyId: char({ length: 3 }).$type<CurrencyId>().notNull(),
    totalMinor: minor().notNull(),
    paidMinor: minor().notNull(),
    refundedMinor: minor().notNull(),
    collectorId: text().notNull(),
    title: text().notNull(),
    description: text().notNull(),
    items: jsonb().$type<readonly OrderItem[]>().notNull(),
    taxes: jsonb().$type<readonly OrderTax[]>().notNull(),
    /** Taken off the items' sum; the total is what is left. */
    discountMinor: minor().notNull().default(0),
    /** For the shop's own people; Mercado Pago never gets it. */
    note: text(),
    sponsorId: text(),
    publication: text().$type<OrderState['publication']>().notNull(),
    providerOrderId: text(),
    qrData: text(),
    createdAt: instant().notNull(),
    openedAt: instant(),
    expiresAt: instant().notNull(),
    cancelRequestedAt: instant(),
    endedAt: instant(),
    closedAt: instant(),
    closedBy: text().$type<LookSource>(),
    isPaidLate: boolean().notNull(),
    version: integer().notNull(),
    changedAt: instant().notNull(),
    lookAgainAt: instant(),
    lookedAt: instant(),
    watchedUntil: instant(),
    createdByPersonId: uuid(),
    createdByApiKeyId: uuid(),
    ticketPrints: integer().notNull().default(0),
    /** When to read how it was paid, which merchant orders do not say; moved ahead as a lease. Null when there is nothing to read. */
    methodDueAt: instant(),
    methodAttempts: smallint().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    foreignKey({
      columns: [table.merchantId, table.posId],
      foreignColumns: [pos.merchantId, pos.id],
      name: 'orders_pos',
    }),
    foreignKey({
      columns: [table.merchantId, table.storeId],
      foreignColumns: [stores.merchantId, stores.id],
      name: 'orders_store',
    }),
    unique('orders_reference').on(table.merchantId, table.externalReference),
    // The printed QR holds one order at a time; so does the database.
    uniqueIndex('orders_one_unfinished_per_pos')
      .on(table.merchantId, table.posId)
      .where(sql`status in ('draft','opened') and mode in ('static','hybrid')`),
    unique('orders_currency').on(table.merchantId, table.id, table.currencyId),
    index('orders_newest').on(table.merchantId, table.createdAt.desc(), table.id.desc()),
    index('orders_by_status').on(table.merchantId, table.status, table.createdAt.desc(), table.id.desc()),
    index('orders_by_exception')
      .on(table.merchantId, table.exception, table.createdAt.desc(), table.id.desc())
      .where(sql`exception <> 'none'`),
    index('orders_by_pos').on(table.merchantId, table.posId, table.createdAt.desc(), table.id.desc()),
    index('orders_by_reference').on(table.merchantId, table.externalReference.op('text_pattern_ops')),
    index('orders_changed').on(table.merchantId, table.changedAt),
    index('orders_by_provider_order')
      .on(table.merchantId, table.providerOrderId)
      .where(sql`provider_order_id is not null`),
    index('orders_closed').on(table.merchantId, table.closedAt).where(sql`status = 'closed'`),
    index('orders_without_method').on(table.methodDueAt).where(sql`method_due_at is not null`),
    index('orders_to_look_at').on(table.lookAgainAt).where(sql`look_again_at is not null`),
    check('orders_status', sql`${table.status} in ('draft','opened','closed','canceled','expired','failed')`),
    check(
      'orders_exception',
      sql`${table.exception} in ('none','needs_review','refunded','partially_refunded','paid_late','paid_over','paid_partial')`,
    ),
    check('orders_integration', sql`${table.integration} in ('attended_v2','attended_v1','orders_api','unattended')`),
    check('orders_mode', sql`${table.mode} in ('static','dynamic','hybrid')`),
    check(
      'orders_publication',
      sql`${table.publication} in ('pending','unknown','confirmed','refused','not_sent','not_found')`,
    ),
    check('orders_reference_format', sql`${table.externalReference} ~ '^[A-Za-z0-9_-]{1,64}$'`),
    check('orders_currency_known', sql`${table.currencyId} in ('ARS','BRL','CLP','COP','MXN','PEN','UYU')`),
    check('orders_total', sql`${table.totalMinor} between 1 and 10000000000000`),
    check('orders_discount', sql`${table.discountMinor} between 0 and 10000000000000`),
    check('orders_paid', sql`${table.paidMinor} between 0 and 100000000000000`),
    check('orders_refunded', sql`${table.refundedMinor} between 0 and ${table.paidMinor}`),
    check(
      'orders_closed_is_paid',
      sql`${table.status} <> 'closed' or (${table.paidMinor} >= ${table.totalMinor} and ${table.closedAt} is not null and ${table.closedBy} is not null)`,
    ),
    check('orders_closed_by', sql`${table.closedBy} in ('notification','sweep','check')`),
  ],
);

/** Theirs: one per scan, 0..N per order; the last read is kept because Mercado Pago forgets old ones. */
export const merchantOrders = pgTable(
  'merchant_orders',
  {
    merchantId: uuid().notNull(),
    merchantOrderId: text().notNull(),
    orderId: uuid().notNull(),
    status: text().$type<ObservedMerchantOrder['status']>().notNull(),
    hasForeignCollector: boolean().notNull(),
    /** What it said it was for, when that is not what we charge. */
    otherTotalMinor: minor(),
    seenAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.merchantOrderId] }),
    foreignKey({
      columns: [table.merchantId, table.orderId],
      foreignColumns: [orders.merchantId, orders.id],
      name: 'merchant_orders_order',
    }),
    index('merchant_orders_by_order').on(table.merchantId, table.orderId),
    check('merchant_orders_status', sql`${table.status} in ('opened','closed','expired','unknown')`),
  ],
);

export const payments = pgTable(
  'payments',
  {
    merchantId: uuid().notNull(),
    paymentId: text().notNull(),
    orderId: uuid().notNull(),
    orderCurrencyId: char({ length: 3 }).$type<CurrencyId>().notNull(),
    merchantOrderId: text(),
    status: text().$type<PaymentStatus>().notNull(),
    statusDetail: text(),
    /** As Mercado Pago said it; money in another currency than the order's never counts. */
    currencyId: text(),
    amountMinor: minor(),
    countedMinor: minor().notNull(),
    refundedMinor: minor().notNull(),
    methodId: text(),
    mismatch: text().$type<NonNullable<KnownPayment['mismatch']>>(),
    approvedAt: instant(),
    lastModifiedAt: instant(),
    seenAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.paymentId] }),
    foreignKey({
      columns: [table.merchantId, table.orderId, table.orderCurrencyId],
      foreignColumns: [orders.merchantId, orders.id, orders.currencyId],
      name: 'payments_order',
    }),
    index('payments_by_order').on(table.merchantId, table.orderId),
    check(
      'payments_status',
      sql`${table.status} in ('pending','in_process','authorized','approved','rejected','cancelled','refunded','in_mediation','charged_back','unknown')`,
    ),
    check(
      'payments_counted',
      sql`${table.countedMinor} = 0 or coalesce(${table.countedMinor} = ${table.amountMinor} and ${table.currencyId} = ${table.orderCurrencyId}, false)`,
    ),
    check('payments_counted_positive', sql`${table.countedMinor} >= 0 and ${table.refundedMinor} >= 0`),
  ],
);

/** Somebody asked for money to be given back: how much, why, and who else had to agree. Its parts are in `refunds`. */
export const refundRequests = pgTable(
  'refund_requests',
  {
    merchantId: uuid().notNull(),
    id: uuid().notNull(),
    orderId: uuid().notNull(),
    currencyId: char({ length: 3 }).$type<CurrencyId>().notNull(),
    amountMinor: minor().notNull(),
    reason: text().notNull(),
    approval: text().$type<RefundApproval>().notNull(),
    requestedByPersonId: uuid(),
    requestedByApiKeyId: uuid(),
    decidedByPersonId: uuid(),
    decidedAt: instant(),
    createdAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    foreignKey({
      columns: [table.merchantId, table.orderId, table.currencyId],
      foreignColumns: [orders.merchantId, orders.id, orders.currencyId],
      name: 'refund_requests_order',
    }),
    index('refund_requests_by_order').on(table.merchantId, table.orderId),
    index('refund_requests_by_person').on(table.merchantId, table.requestedByPersonId, table.createdAt),
    index('refund_requests_waiting').on(table.merchantId).where(sql`approval = 'pending'`),
    check('refund_requests_amount', sql`${table.amountMinor} between 1 and 100000000000000`),
    check('refund_requests_reason', sql`length(${table.reason}) between 1 and 500`),
    check('refund_requests_approval', sql`${table.approval} in ('not_needed','pending','given','declined')`),
    check(
      'refund_requests_decided',
      sql`(${table.approval} in ('given','declined')) = (${table.decidedAt} is not null)`,
    ),
    // Four eyes: whoever asked may take it back, but never say yes.
    check(
      'refund_requests_second_person',
      sql`${table.approval} <> 'given' or (${table.decidedByPersonId} is not null and ${table.decidedByPersonId} is distinct from ${table.requestedByPersonId})`,
    ),
  ],
);

/** Up to how much somebody gives back without a second person. Null is no limit; without a row the usual ones hold. */
export const refundLimits = pgTable(
  'refund_limits',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    asker: text().$type<RefundAsker>().notNull(),
    perRefundMinor: minor(),
    perDayMinor: minor(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.asker] }),
    check('refund_limits_asker', sql`${table.asker} in ('owner','manager','cashier','api')`),
    check(
      'refund_limits_amounts',
      sql`${table.perRefundMinor} between 0 and 10000000000000 and ${table.perDayMinor} between 0 and 100000000000000`,
    ),
  ],
);

/** Money given back of one payment: asked for here (with its key and body committed before the call) or seen at Mercado Pago. */
export const refunds = pgTable(
  'refunds',
  {
    merchantId: uuid().notNull(),
    id: uuid().notNull(),
    orderId: uuid().notNull(),
    paymentId: text().notNull(),
    mercadopagoRefundId: text(),
    currencyId: char({ length: 3 }).$type<CurrencyId>().notNull(),
    amountMinor: minor().notNull(),
    status: text().$type<RefundStatus>().notNull(),
    reason: text(),
    origin: text().$type<'here' | 'mercadopago'>().notNull(),
    idempotencyKey: text().notNull(),
    /** What it is a part of, and which; null for one that was made elsewhere. */
    requestId: uuid(),
    position: smallint().notNull().default(0),
    /** What Mercado Pago is asked, to the letter, however often it is sent. */
    requestBody: text(),
    attempts: smallint().notNull().default(0),
    /** When it was first sent. */
    attemptedAt: instant(),
    /** Since when it may have been done: the first call whose outcome is not certain. Null while it certainly was not. */
    uncertainSince: instant(),
    /** When a worker may take it; moved ahead as a lease while somebody works on it. Null once it is settled. */
    dueAt: instant(),
    /** Mercado Pago's words when it said no. */
    refusalStatus: smallint(),
    refusalCode: text(),
    refusalMessage: text(),
    createdAt: instant().notNull(),
    changedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    foreignKey({
      columns: [table.merchantId, table.orderId, table.currencyId],
      foreignColumns: [orders.merchantId, orders.id, orders.currencyId],
      name: 'refunds_order',
    }),
    foreignKey({
      columns: [table.merchantId, table.paymentId],
      foreignColumns: [payments.merchantId, payments.paymentId],
      name: 'refunds_payment',
    }),
    unique('refunds_key').on(table.merchantId, table.idempotencyKey),
    uniqueIndex('refunds_mercadopago').on(table.merchantId, table.paymentId, table.mercadopagoRefundId),
    foreignKey({
      columns: [table.merchantId, table.requestId],
      foreignColumns: [refundRequests.merchantId, refundRequests.id],
      name: 'refunds_request',
    }),
    unique('refunds_part').on(table.merchantId, table.requestId, table.position),
    index('refunds_by_order').on(table.merchantId, table.orderId),
    index('refunds_due').on(table.dueAt).where(sql`due_at is not null`),
    check('refunds_amount', sql`${table.amountMinor} between 1 and 10000000000000`),
    check('refunds_status', sql`${table.status} in ('requested','in_process','approved','rejected','unknown')`),
    check('refunds_origin', sql`${table.origin} in ('here','mercadopago')`),
  ],
);

/**
 * Every print of a receipt, and of the slip of a refund: who, when, on what. From the second copy on the paper says that
 * it is one.
 */
export const receiptPrints = pgTable(
  'receipt_prints',
  {
    merchantId: uuid().notNull(),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    orderId: uuid().notNull(),
    /** The refund whose slip it is; null for the order's own receipt. */
    refundId: uuid(),
    /** 1 is the first print. */
    copy: integer().notNull(),
    paper: text().$type<ReceiptPaper>().notNull(),
    form: text().$type<'page' | 'pdf'>().notNull(),
    personId: uuid(),
    at: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    foreignKey({
      columns: [table.merchantId, table.orderId],
      foreignColumns: [orders.merchantId, orders.id],
      name: 'receipt_prints_order',
    }),
    foreignKey({
      columns: [table.merchantId, table.refundId],
      foreignColumns: [refunds.merchantId, refunds.id],
      name: 'receipt_prints_refund',
    }),
    unique('receipt_prints_copy').on(table.merchantId, table.orderId, table.refundId, table.copy).nullsNotDistinct(),
    check('receipt_prints_number', sql`${table.copy} > 0`),
    check('receipt_prints_paper', sql`${table.paper} in ('80','58','a4')`),
    check('receipt_prints_form', sql`${table.form} in ('page','pdf')`),
  ],
);

/** Public addresses of receipts. Whoever has one sees that receipt and nothing else; at most one per order is alive. */
export const receiptLinks = pgTable(
  'receipt_links',
  {
    merchantId: uuid().notNull(),
    id: uuid().notNull(),
    orderId: uuid().notNull(),
    /** Unguessable: 160 bits. */
    token: text().notNull(),
    createdByPersonId: uuid(),
    createdAt: instant().notNull().defaultNow(),
    revokedAt: instant(),
    revokedByPersonId: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    unique('receipt_links_token').on(table.token),
    foreignKey({
      columns: [table.merchantId, table.orderId],
      foreignColumns: [orders.merchantId, orders.id],
      name: 'receipt_links_order',
    }),
    uniqueIndex('receipt_links_one_alive').on(table.merchantId, table.orderId).where(sql`revoked_at is null`),
    check('receipt_links_token_length', sql`length(${table.token}) >= 27`),
  ],
);

/**
 * The inbox: every delivery is a row, never folded into another, because the ones for opened and closed can be
 * identical to the letter. `body` and `query` are what arrived, byte for byte.
 */
export const notifications = pgTable(
  'notifications',
  {
    merchantId: uuid().notNull(),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    receivedAt: instant().notNull().defaultNow(),
    query: text().notNull(),
    headers: jsonb().$type<Record<string, string>>().notNull(),
    body: bytes().notNull(),
    topic: text(),
    resourceId: text(),
    signature: text().$type<SignatureVerdict>(),
    attempts: smallint().notNull().default(0),
    /** When a worker may take it; moved ahead as a lease while one does. Null once it is processed. */
    dueAt: instant().defaultNow(),
    processedAt: instant(),
    outcome: text().$type<NotificationOutcome>(),
    orderId: uuid(),
    /** The events of that order which its look caused, both included; null when it caused none. */
    firstEvent: integer(),
    lastEvent: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    index('notifications_newest').on(table.merchantId, table.receivedAt.desc(), table.id.desc()),
    index('notifications_due').on(table.dueAt).where(sql`due_at is not null`),
    index('notifications_by_order')
      .on(table.merchantId, table.orderId, table.id.desc())
      .where(sql`order_id is not null`),
    index('notifications_by_resource')
      .on(table.merchantId, table.resourceId, table.id.desc())
      .where(sql`resource_id is not null`),
    index('notifications_verified').on(table.merchantId, table.receivedAt.desc()).where(sql`order_id is not null`),
    // Small, because few wait: what a look settles must be found however much was received about the same thing.
    index('notifications_waiting_by_resource')
      .on(table.merchantId, table.resourceId)
      .where(sql`due_at is not null and resource_id is not null`),
    index('notifications_waiting_by_order')
      .on(table.merchantId, table.orderId)
      .where(sql`due_at is not null and order_id is not null`),
    check('notifications_signature', sql`${table.signature} in ('valid','invalid','unverifiable')`),
  ],
);

/** What came to the application's URL about an account that no merchant here has. Kept as it came, worked on by nobody. */
export const ownerlessNotifications = pgTable('ownerless_notifications', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  receivedAt: instant().notNull().defaultNow(),
  /** The account that its body names, when it names one. */
  userId: text(),
  query: text().notNull(),
  headers: jsonb().$type<Record<string, string>>().notNull(),
  body: bytes().notNull(),
});

/**
 * Looks that deliveries caused, per thing they are about: whoever is told of it meanwhile waits. Any number of processes
 * share it. Forgotten after a while.
 */
export const hintLooks = pgTable(
  'hint_looks',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    /** `order <id>` of ours, or the kind and id that a delivery named. */
    subject: text().notNull(),
    /** By the clock of the process that looks. */
    startedAt: instant().notNull(),
    /** Until then a look is under way; null once it is over. */
    leasedUntil: instant(),
    /** How many looks in a row were asked for in vain, without a quiet while between them. */
    inVain: smallint().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.merchantId, table.subject] }), index('hint_looks_age').on(table.startedAt)],
);

/** Times in which orders were found paid although nothing had been announced. At most one lasts per merchant. */
export const silenceAlarms = pgTable(
  'silence_alarms',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    raisedAt: instant().notNull(),
    /** The first of these orders was paid then. */
    silentSince: instant().notNull(),
    foundByLookup: integer().notNull(),
    /** When it was last seen to last. */
    checkedAt: instant().notNull(),
    clearedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.raisedAt] }),
    uniqueIndex('silence_alarms_one_lasts').on(table.merchantId).where(sql`cleared_at is null`),
  ],
);

/** The history of an order: append-only, dense from 1; replaying it rebuilds the order. */
export const orderEvents = pgTable(
  'order_events',
  {
    merchantId: uuid().notNull(),
    orderId: uuid().notNull(),
    sequence: integer().notNull(),
    type: text().notNull(),
    data: jsonb().$type<OrderEvent>().notNull(),
    source: text().$type<EventSource>().notNull(),
    personId: uuid(),
    apiKeyId: uuid(),
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.orderId, table.sequence] }),
    foreignKey({
      columns: [table.merchantId, table.orderId],
      foreignColumns: [orders.merchantId, orders.id],
      name: 'order_events_order',
    }),
    check('order_events_source', sql`${table.source} in ('cashier','api','notification','sweep','check','system')`),
  ],
);

/** One answer per key: what a caller asked under it, and what it was told. Kept at least 72 hours. */
export const idempotencyRecords = pgTable(
  'idempotency_records',
  {
    merchantId: uuid().notNull(),
    principal: text().notNull(),
    endpoint: text().notNull(),
    key: text().notNull(),
    requestHash: text().notNull(),
    orderId: uuid(),
    refundRequestId: uuid(),
    answerStatus: smallint(),
    answerBody: jsonb(),
    createdAt: instant().notNull().defaultNow(),
    answeredAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.principal, table.endpoint, table.key] }),
    index('idempotency_records_age').on(table.createdAt),
    check('idempotency_records_key', sql`length(${table.key}) between 1 and 255`),
  ],
);

/** Keys of POS systems: only the hash of the secret is stored. */
export const apiKeys = pgTable(
  'api_keys',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull(),
    name: text().notNull(),
    prefix: text().notNull().unique(),
    lastFour: text().notNull(),
    secretHash: text().notNull(),
    scopes: text().array().$type<Permission[]>().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    lastUsedAt: instant(),
    /** Requests a second that it may make for long; twice as many at once. */
    ratePerSecond: smallint().notNull().default(50),
    /** Null: made by the administrator's command. */
    createdByPersonId: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    check('api_keys_rate', sql`${table.ratePerSecond} between 1 and 1000`),
    check('api_keys_expiry', sql`${table.expiresAt} <= ${table.createdAt} + interval '366 days'`),
    check(
      'api_keys_scopes',
      sql`${table.scopes} <@ array['orders:read','orders:write','refunds:write','stores:read','stores:write','pos:read','pos:write','notifications:read']`,
    ),
  ],
);

/**
 * How many requests each process let through for a key since it began: what the others learn now and then, so that a key's
 * limit holds for all of them together. Written by beats, never by requests.
 */
export const apiKeyUses = pgTable(
  'api_key_uses',
  {
    merchantId: uuid().notNull(),
    apiKeyId: uuid().notNull(),
    processId: uuid().notNull(),
    uses: bigint({ mode: 'number' }).notNull(),
    notedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.apiKeyId, table.processId] }),
    foreignKey({
      columns: [table.merchantId, table.apiKeyId],
      foreignColumns: [apiKeys.merchantId, apiKeys.id],
      name: 'api_key_uses_key',
    }).onDelete('cascade'),
    index('api_key_uses_noted').on(table.notedAt),
  ],
);

/** Who did what that is not an order's own history; append-only. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    merchantId: uuid().notNull(),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    at: instant().notNull().defaultNow(),
    personId: uuid(),
    action: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.merchantId, table.id] })],
);

/** One comparison of our books with Mercado Pago: of references, or of everything in a period. */
export const reconciliationRuns = pgTable(
  'reconciliation_runs',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull(),
    scope: text().$type<'references' | 'period'>().notNull(),
    fromAt: instant(),
    toAt: instant(),
    timeZone: text().notNull(),
    currencyId: char({ length: 3 }).$type<CurrencyId>().notNull(),
    status: text().$type<'listing' | 'comparing' | 'done'>().notNull(),
    /** What is still to be listed of a period; what is done is gone from it, so that anybody can go on after a crash. */
    windows: jsonb().$type<readonly ListingWindow[]>().notNull(),
    windowsDone: integer().notNull().default(0),
    /** Sales whose sums agree, of a period: they are counted and not kept one by one. */
    agreedCount: integer().notNull().default(0),
    agreedMinor: minor().notNull().default(0),
    requestedByPersonId: uuid(),
    createdAt: instant().notNull(),
    finishedAt: instant(),
    /** When a worker may take it; moved ahead as a lease while one does. Null once it is listed. */
    dueAt: instant(),
    attempts: smallint().notNull().default(0),
    /** Why the last attempt to list had no answer. */
    problem: text(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    index('reconciliation_runs_newest').on(table.merchantId, table.createdAt.desc(), table.id.desc()),
    index('reconciliation_runs_due').on(table.dueAt).where(sql`due_at is not null`),
    index('reconciliation_runs_open').on(table.merchantId, table.id).where(sql`status <> 'done'`),
    check('reconciliation_runs_scope', sql`${table.scope} in ('references','period')`),
    check('reconciliation_runs_status', sql`${table.status} in ('listing','comparing','done')`),
    check(
      'reconciliation_runs_period',
      sql`(${table.scope} = 'period') = (${table.fromAt} is not null and ${table.toAt} is not null)`,
    ),
  ],
);

/**
 * What one round of listing a period found, until it is compared: payments as COPY reads them, one a line. One row a round,
 * because nothing is asked of a single payment before all of them are there. The same one may be in here twice.
 */
export const reconciliationBatches = pgTable(
  'reconciliation_batches',
  {
    merchantId: uuid().notNull(),
    runId: uuid().notNull(),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    lines: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.merchantId, table.runId, table.id] })],
);

/** One sale of a comparison: what each side said and when, the verdict, and what became of it. */
export const reconciliationItems = pgTable(
  'reconciliation_items',
  {
    merchantId: uuid().notNull(),
    runId: uuid().notNull(),
    subject: text().notNull(),
    place: integer().notNull(),
    state: text().$type<ItemState>().notNull().default('pending'),
    orderId: uuid(),
    verdict: text().$type<Verdict>(),
    reasons: text().array().$type<DifferenceReason[]>().notNull().default(sql`'{}'`),
    ours: jsonb().$type<OurSide>(),
    theirs: jsonb().$type<TheirFigures>(),
    /** What applying would make of ours; null when nothing. */
    after: jsonb().$type<Figures>(),
    comparedAt: instant(),
    appliedAt: instant(),
    appliedByPersonId: uuid(),
    dueAt: instant(),
    attempts: smallint().notNull().default(0),
    /** Why the last attempt had no answer. */
    problem: text(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.runId, table.subject] }),
    foreignKey({
      columns: [table.merchantId, table.runId],
      foreignColumns: [reconciliationRuns.merchantId, reconciliationRuns.id],
      name: 'reconciliation_items_run',
    }),
    foreignKey({
      columns: [table.merchantId, table.orderId],
      foreignColumns: [orders.merchantId, orders.id],
      name: 'reconciliation_items_order',
    }),
    index('reconciliation_items_in_order').on(table.merchantId, table.runId, table.place),
    index('reconciliation_items_due').on(table.dueAt).where(sql`due_at is not null`),
    check(
      'reconciliation_items_state',
      sql`${table.state} in ('pending','unanswered','compared','applying','applied','not_applied')`,
    ),
    check(
      'reconciliation_items_verdict',
      sql`${table.verdict} in ('matched','no_money','missing_here','missing_there','status_differs','amount_differs','refund_not_in_books')`,
    ),
    check(
      'reconciliation_items_compared',
      sql`${table.state} in ('pending','unanswered') or (${table.verdict} is not null and ${table.comparedAt} is not null)`,
    ),
  ],
);

/** What needs a person. One row per subject; it comes back when the facts change, and its history says all of it. */
export const exceptionCases = pgTable(
  'exception_cases',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull(),
    kind: text().$type<CaseKind>().notNull(),
    /** The order's id, or the reference (`payment <id>` without one) of money without an order. */
    subject: text().notNull(),
    orderId: uuid(),
    externalReference: text(),
    reason: text().$type<CaseReason>().notNull(),
    facts: jsonb().$type<CaseFacts>().notNull(),
    currencyId: char({ length: 3 }).$type<CurrencyId>().notNull(),
    /** What is at stake. */
    amountMinor: minor().notNull(),
    status: text().$type<'open' | 'resolved'>().notNull(),
    resolution: text().$type<CaseResolution>(),
    ownerPersonId: uuid(),
    openedAt: instant().notNull(),
    changedAt: instant().notNull(),
    resolvedAt: instant(),
    version: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    unique('exception_cases_subject').on(table.merchantId, table.kind, table.subject),
    foreignKey({
      columns: [table.merchantId, table.orderId],
      foreignColumns: [orders.merchantId, orders.id],
      name: 'exception_cases_order',
    }),
    index('exception_cases_list').on(table.merchantId, table.status, table.changedAt.desc(), table.id.desc()),
    check('exception_cases_kind', sql`${table.kind} in ('order','difference','orphan')`),
    check('exception_cases_status', sql`${table.status} in ('open','resolved')`),
    check(
      'exception_cases_resolved',
      sql`(${table.status} = 'resolved') = (${table.resolution} is not null and ${table.resolvedAt} is not null)`,
    ),
  ],
);

/** The history of a case: append-only, dense from 1. */
export const exceptionEntries = pgTable(
  'exception_entries',
  {
    merchantId: uuid().notNull(),
    caseId: uuid().notNull(),
    sequence: integer().notNull(),
    type: text().$type<CaseEntryType>().notNull(),
    personId: uuid(),
    data: jsonb().$type<CaseEntryData>().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.caseId, table.sequence] }),
    foreignKey({
      columns: [table.merchantId, table.caseId],
      foreignColumns: [exceptionCases.merchantId, exceptionCases.id],
      name: 'exception_entries_case',
    }),
  ],
);

/** Where a merchant's own system wants to be told what happens. Deleted ones keep their row until their deliveries are gone. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull(),
    url: text().notNull(),
    description: text().notNull(),
    eventTypes: text().array().$type<WebhookEventType[]>().notNull(),
    createdAt: instant().notNull(),
    /** Since when nothing is sent to it, and why. */
    disabledAt: instant(),
    disabledBecause: text().$type<EndpointStop>(),
    /** Since the first failure after which nothing succeeded; null while all is well. */
    failingSince: instant(),
    failuresInRow: integer().notNull().default(0),
    succeededAt: instant(),
    /** It asked to be left alone until then. */
    restingUntil: instant(),
    deletedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    index('webhook_endpoints_listening').on(table.merchantId, table.id).where(sql`deleted_at is null`),
    check('webhook_endpoints_stop', sql`${table.disabledBecause} in ('person','gone','failing')`),
    check('webhook_endpoints_stopped', sql`(${table.disabledAt} is null) = (${table.disabledBecause} is null)`),
    check('webhook_endpoints_url', sql`length(${table.url}) between 1 and 2000`),
  ],
);

/** Sealed secrets that an endpoint's messages are signed with: one that stays, and the one before until it expires. */
export const webhookSecrets = pgTable(
  'webhook_secrets',
  {
    merchantId: uuid().notNull(),
    endpointId: uuid().notNull(),
    id: uuid().notNull(),
    keyId: text().notNull(),
    nonce: bytes().notNull(),
    ciphertext: bytes().notNull(),
    lastFour: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.endpointId, table.id] }),
    foreignKey({
      columns: [table.merchantId, table.endpointId],
      foreignColumns: [webhookEndpoints.merchantId, webhookEndpoints.id],
      name: 'webhook_secrets_endpoint',
    }).onDelete('cascade'),
    uniqueIndex('webhook_secrets_one_stays').on(table.merchantId, table.endpointId).where(sql`expires_at is null`),
    unique('webhook_secrets_nonce').on(table.keyId, table.nonce),
    check('webhook_secrets_nonce_length', sql`length(${table.nonce}) = 12`),
  ],
);

/**
 * What is to be told: written with the order's own event, in its transaction, so that it is told exactly if that was
 * committed. Only what somebody listens to. A test event is about no order.
 */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull(),
    type: text().$type<WebhookEventType | 'webhook.test'>().notNull(),
    orderId: uuid(),
    /** Which event of the order's history it is, and the version that was committed with it: what it says is as of then. */
    sequence: integer(),
    version: integer(),
    refundId: uuid(),
    occurredAt: instant().notNull(),
    /** What every delivery of it sends, to the letter; made before the first. */
    body: text(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    unique('webhook_events_order_event').on(table.merchantId, table.orderId, table.sequence),
    foreignKey({
      columns: [table.merchantId, table.orderId],
      foreignColumns: [orders.merchantId, orders.id],
      name: 'webhook_events_order',
    }),
    index('webhook_events_age').on(table.occurredAt),
    check('webhook_events_subject', sql`(${table.orderId} is null) = (${table.sequence} is null)`),
    check('webhook_events_version', sql`(${table.orderId} is null) = (${table.version} is null)`),
  ],
);

/** One event for one endpoint, and how far it came. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    merchantId: uuid().notNull(),
    endpointId: uuid().notNull(),
    eventId: uuid().notNull(),
    orderId: uuid(),
    sequence: integer(),
    state: text().$type<DeliveryState>().notNull(),
    attempts: smallint().notNull().default(0),
    /** How many of them had been made when it was last asked for anew: the pauses begin again there. */
    attemptsBefore: smallint().notNull().default(0),
    /** When a worker may take it; moved ahead as a lease while one does. Null unless it is pending. */
    dueAt: instant(),
    createdAt: instant().notNull(),
    finishedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.endpointId, table.eventId] }),
    foreignKey({
      columns: [table.merchantId, table.endpointId],
      foreignColumns: [webhookEndpoints.merchantId, webhookEndpoints.id],
      name: 'webhook_deliveries_endpoint',
    }),
    foreignKey({
      columns: [table.merchantId, table.eventId],
      foreignColumns: [webhookEvents.merchantId, webhookEvents.id],
      name: 'webhook_deliveries_event',
    }).onDelete('cascade'),
    index('webhook_deliveries_event_of').on(table.merchantId, table.eventId),
    index('webhook_deliveries_due').on(table.merchantId, table.endpointId, table.dueAt).where(sql`due_at is not null`),
    index('webhook_deliveries_of_order')
      .on(table.merchantId, table.endpointId, table.orderId, table.sequence)
      .where(sql`state = 'pending'`),
    index('webhook_deliveries_newest').on(
      table.merchantId,
      table.endpointId,
      table.createdAt.desc(),
      table.eventId.desc(),
    ),
    index('webhook_deliveries_not_told')
      .on(table.merchantId, table.endpointId, table.createdAt.desc())
      .where(sql`state in ('failed','held')`),
    check('webhook_deliveries_state', sql`${table.state} in ('pending','delivered','failed','held')`),
    check('webhook_deliveries_pending', sql`(${table.state} = 'pending') = (${table.dueAt} is not null)`),
  ],
);

/** One try to deliver, and what was answered. */
export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    merchantId: uuid().notNull(),
    endpointId: uuid().notNull(),
    eventId: uuid().notNull(),
    number: smallint().notNull(),
    at: instant().notNull(),
    tookMs: integer().notNull(),
    status: smallint(),
    /** Why it does not count as told; null when it does. */
    problem: text().$type<AttemptProblem>(),
    /** The first bytes of the answer, as text. */
    answer: text(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.endpointId, table.eventId, table.number] }),
    foreignKey({
      columns: [table.merchantId, table.endpointId, table.eventId],
      foreignColumns: [webhookDeliveries.merchantId, webhookDeliveries.endpointId, webhookDeliveries.eventId],
      name: 'webhook_attempts_delivery',
    }).onDelete('cascade'),
  ],
);
