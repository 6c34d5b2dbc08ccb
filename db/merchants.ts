import 'server-only';
import { and, asc, eq, exists, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { type CurrencyId, type SiteId, sites } from '../lib/domain/sites';
import { db, type Executor, prepared } from './client';
import {
  type AccessProblem,
  auditEntries,
  type CredentialKind,
  credentials,
  type Environment,
  merchants,
} from './schema';

export type MerchantRow = typeof merchants.$inferSelect;

/** A merchant as the rest of the code uses it; `account` is null until one is connected. */
export type MerchantProfile = {
  readonly merchant: Merchant;
  readonly name: string;
  readonly timeZone: string;
  readonly notificationKey: string;
  readonly referencePrefix: string;
  /** How references are made on tills without a template of their own; null for plain numbers. */
  readonly referenceTemplate: string | null;
  /** Percent of IVA inside amounts that are typed at a till. */
  readonly typedTaxRate: number;
  readonly environment: Environment;
  readonly connectedAt: Date | null;
  /** Why nothing can be asked for the account although there is one. */
  readonly accessProblem: AccessProblem | null;
  readonly account: {
    readonly collectorId: string;
    readonly nickname: string | null;
    readonly siteId: SiteId;
    readonly currencyId: CurrencyId;
  } | null;
};

export type SealedSecret = { keyId: string; nonce: Uint8Array; ciphertext: Uint8Array; lastFour: string };

/** The merchant's own row. Throws when it is gone: the proof of a right outlived its merchant. */
export async function getMerchant(merchant: Merchant): Promise<MerchantProfile> {
  const [row] = await prepared.select().from(merchants).where(eq(merchants.id, merchant.id));
  if (!row) throw new Error('the merchant of this scope does not exist');
  return toProfile(row);
}

/** Every merchant, oldest first. */
export async function listMerchants(_system: System): Promise<MerchantProfile[]> {
  return (await db.select().from(merchants).orderBy(asc(merchants.createdAt))).map(toProfile);
}

/** The merchant that receives for a Mercado Pago account, or null. */
export async function findMerchantByCollector(_system: System, collectorId: string): Promise<MerchantProfile | null> {
  const [row] = await db.select().from(merchants).where(eq(merchants.collectorId, collectorId));
  return row ? toProfile(row) : null;
}

export async function insertMerchant(
  _system: System,
  row: Pick<MerchantRow, 'id' | 'name' | 'notificationKey' | 'referencePrefix'>,
): Promise<Merchant> {
  await db.insert(merchants).values(row);
  return actAsMerchant(row.id);
}

/** Notes which account receives this merchant's money, and its sealed token, at once. */
export async function saveConnection(
  merchant: Merchant,
  account: Pick<MerchantRow, 'collectorId' | 'nickname' | 'siteId' | 'currencyId' | 'timeZone' | 'environment'> & {
    name?: string;
  },
  tokens: { access: SealedSecret; refresh: SealedSecret | null; expiresAt: Date | null },
): Promise<void> {
  await db.transaction(async (transaction) => {
    await transaction
      .update(merchants)
      .set({ ...account, connectedAt: new Date() })
      .where(eq(merchants.id, merchant.id));
    await saveTokens(merchant, transaction, tokens);
  });
}

/** Keeps a sealed secret in place of the one before. */
export async function saveSecret(
  merchant: Merchant,
  executor: Executor,
  kind: CredentialKind,
  secret: SealedSecret,
): Promise<void> {
  await executor
    .insert(credentials)
    .values({ merchantId: merchant.id, kind, ...secret })
    .onConflictDoUpdate({
      target: [credentials.merchantId, credentials.kind],
      set: { ...secret, createdAt: sql`now()`, renewalLeasedUntil: null, renewalProblem: null },
    });
}

/** Puts what `change` makes of a sealed secret in its place, null for none; whoever else changes it waits. */
export async function replaceSecret(
  merchant: Merchant,
  kind: CredentialKind,
  change: (before: SealedSecret | null) => SealedSecret | null,
): Promise<void> {
  await db.transaction(async (transaction) => {
    // The merchant's row is locked and not the secret's, which may not be there yet.
    await transaction.select({ id: merchants.id }).from(merchants).where(eq(merchants.id, merchant.id)).for('update');
    const own = and(eq(credentials.merchantId, merchant.id), eq(credentials.kind, kind));
    const [before] = await transaction.select().from(credentials).where(own);
    const after = change(before ?? null);
    if (after) await saveSecret(merchant, transaction, kind, after);
    else await transaction.delete(credentials).where(own);
  });
}

/** A sealed secret with when it was stored, or null. */
export async function getSecret(
  merchant: Merchant,
  kind: CredentialKind,
): Promise<typeof credentials.$inferSelect | null> {
  const [row] = await prepared
    .select()
    .from(credentials)
    .where(and(eq(credentials.merchantId, merchant.id), eq(credentials.kind, kind)));
  return row ?? null;
}

/** Refresh tokens stored before a time, each for one caller until the lease ends. */
export async function claimSecretsToRenew(
  _system: System,
  claim: { storedBefore: Date; leaseUntil: Date; only?: Merchant },
): Promise<{ merchant: Merchant; secret: SealedSecret }[]> {
  const rows = await db
    .update(credentials)
    .set({ renewalLeasedUntil: claim.leaseUntil })
    .where(
      and(
        eq(credentials.kind, 'refresh_token'),
        lt(credentials.createdAt, claim.storedBefore),
        claim.only ? eq(credentials.merchantId, claim.only.id) : undefined,
        or(isNull(credentials.renewalLeasedUntil), lt(credentials.renewalLeasedUntil, sql`now()`)),
      ),
    )
    .returning();
  return rows.map((row) => ({ merchant: actAsMerchant(row.merchantId), secret: row }));
}

/** Replaces both tokens at once: a refresh token without its access token, or the other way round, is worth nothing. */
export async function saveRenewedTokens(
  merchant: Merchant,
  tokens: { access: SealedSecret; refresh: SealedSecret; expiresAt: Date | null },
): Promise<void> {
  await db.transaction((transaction) => saveTokens(merchant, transaction, tokens));
}

/** Notes why tokens could not be renewed, and when to try again. */
export async function noteRenewalProblem(
  merchant: Merchant,
  failure: { problem: string; tryAgainAt: Date },
): Promise<void> {
  await db
    .update(credentials)
    .set({ renewalProblem: failure.problem, renewalLeasedUntil: failure.tryAgainAt })
    .where(and(eq(credentials.merchantId, merchant.id), eq(credentials.kind, 'refresh_token')));
}

/** Something was refused as if the token were no good: somebody should see whether it works. */
export async function doubtAccess(merchant: Merchant): Promise<void> {
  await db
    .update(merchants)
    .set({ accessDueAt: sql`now()` })
    .where(and(eq(merchants.id, merchant.id), isNull(merchants.accessDueAt), isNull(merchants.accessProblem)));
}

/** Takes merchants whose access is in doubt, for `leaseUntil`; no other process gets them before that. */
export async function claimDoubtfulAccess(_system: System, claim: { leaseUntil: Date }): Promise<Merchant[]> {
  const due = db
    .select({ id: merchants.id })
    .from(merchants)
    .where(lte(merchants.accessDueAt, sql`now()`))
    .limit(20)
    .for('update', { skipLocked: true });
  const rows = await db
    .update(merchants)
    .set({ accessDueAt: claim.leaseUntil })
    .where(inArray(merchants.id, due))
    .returning({ id: merchants.id });
  return rows.map((row) => actAsMerchant(row.id));
}

/** Notes whether a token works and when to see again; means nothing once the token is another one. */
export async function noteAccess(
  merchant: Merchant,
  found: { token: SealedSecret; problem: 'refused' | null; checkAgainAt: Date | null },
): Promise<void> {
  const isStillThere = db
    .select({ one: sql`1` })
    .from(credentials)
    .where(
      and(
        eq(credentials.merchantId, merchant.id),
        eq(credentials.kind, 'access_token'),
        eq(credentials.nonce, found.token.nonce),
      ),
    );
  await db
    .update(merchants)
    .set({ accessProblem: found.problem, accessDueAt: found.checkAgainAt })
    .where(and(eq(merchants.id, merchant.id), exists(isStillThere)));
}

/** When to see again whether access works, with nothing learnt this time. */
export async function postponeAccessCheck(merchant: Merchant, dueAt: Date): Promise<void> {
  await db.update(merchants).set({ accessDueAt: dueAt }).where(eq(merchants.id, merchant.id));
}

/** Deletes a merchant's tokens. The account, and everything that was charged for it, stays. */
export async function forgetTokens(merchant: Merchant): Promise<void> {
  await db.transaction(async (transaction) => {
    await transaction
      .delete(credentials)
      .where(
        and(eq(credentials.merchantId, merchant.id), inArray(credentials.kind, ['access_token', 'refresh_token'])),
      );
    await transaction
      .update(merchants)
      .set({ accessProblem: 'disconnected', accessDueAt: null })
      .where(eq(merchants.id, merchant.id));
  });
}

async function saveTokens(
  merchant: Merchant,
  executor: Executor,
  tokens: { access: SealedSecret; refresh: SealedSecret | null; expiresAt: Date | null },
): Promise<void> {
  const own = and(eq(credentials.merchantId, merchant.id), eq(credentials.kind, 'access_token'));
  await saveSecret(merchant, executor, 'access_token', tokens.access);
  await executor.update(merchants).set({ accessProblem: null, accessDueAt: null }).where(eq(merchants.id, merchant.id));
  await executor.update(credentials).set({ expiresAt: tokens.expiresAt }).where(own);
  if (tokens.refresh) await saveSecret(merchant, executor, 'refresh_token', tokens.refresh);
  // A pasted token cannot be renewed, and the one before must not be renewed in its place.
  else
    await executor
      .delete(credentials)
      .where(and(eq(credentials.merchantId, merchant.id), eq(credentials.kind, 'refresh_token')));
}

/** Every sealed secret of the installation, for rotating the key that seals them. */
export async function listSecrets(
  _system: System,
): Promise<{ merchant: Merchant; kind: CredentialKind; secret: SealedSecret }[]> {
  const rows = await db.select().from(credentials);
  return rows.map((row) => ({
    merchant: actAsMerchant(row.merchantId),
    kind: row.kind,
    secret: row,
  }));
}

/**
 * Puts the same secret back, sealed anew, unless somebody changed it meanwhile. It stays as old as it was: a refresh token
 * is renewed by its age.
 */
export async function resealSecret(
  merchant: Merchant,
  kind: CredentialKind,
  before: SealedSecret,
  { keyId, nonce, ciphertext }: SealedSecret,
): Promise<void> {
  await db
    .update(credentials)
    .set({ keyId, nonce, ciphertext })
    .where(
      and(eq(credentials.merchantId, merchant.id), eq(credentials.kind, kind), eq(credentials.nonce, before.nonce)),
    );
}

/** How tills make references and tax what is typed. */
export async function saveTillSettings(
  merchant: Merchant,
  settings: Partial<Pick<MerchantRow, 'referenceTemplate' | 'typedTaxRate'>>,
): Promise<void> {
  await db.update(merchants).set(settings).where(eq(merchants.id, merchant.id));
}

/** The number of the merchant's next sale; each is given once. */
export async function takeSaleNumber(merchant: Merchant, executor: Executor): Promise<number> {
  const [row] = await executor
    .update(merchants)
    .set({ nextSaleNumber: sql`${merchants.nextSaleNumber} + 1` })
    .where(eq(merchants.id, merchant.id))
    .returning({ next: merchants.nextSaleNumber });
  if (!row) throw new Error('the merchant of this scope does not exist');
  return row.next - 1;
}

/** True when at least one merchant has an account. */
export async function hasConnectedMerchant(_system: System): Promise<boolean> {
  const [row] = await db.select({ id: merchants.id }).from(merchants).where(isNotNull(merchants.collectorId)).limit(1);
  return row !== undefined;
}

/** Adds to the trail of who did what. */
export async function writeAudit(
  merchant: Merchant,
  entry: { personId: string | null; action: string; data: Record<string, unknown> },
  executor: Executor = db,
): Promise<void> {
  await executor.insert(auditEntries).values({ merchantId: merchant.id, ...entry });
}

function toProfile(row: MerchantRow): MerchantProfile {
  const account =
    row.collectorId && row.siteId
      ? {
          collectorId: row.collectorId,
          nickname: row.nickname,
          siteId: row.siteId,
          currencyId: sites[row.siteId].currencyId,
        }
      : null;
  return {
    merchant: actAsMerchant(row.id),
    name: row.name,
    timeZone: row.timeZone,
    notificationKey: row.notificationKey,
    referencePrefix: row.referencePrefix,
    referenceTemplate: row.referenceTemplate,
    typedTaxRate: row.typedTaxRate,
    environment: row.environment,
    connectedAt: row.connectedAt,
    accessProblem: row.accessProblem,
    account,
  };
}
