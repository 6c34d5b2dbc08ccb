import 'server-only';
import { randomBytes } from 'node:crypto';
import { findMerchantByCollector, getMerchant, saveConnection, writeAudit } from '@/db/merchants';
import { newId } from '@/db/new-id';
import { listPos, upsertPos } from '@/db/pos';
import type { Environment } from '@/db/schema';
import { upsertStore } from '@/db/stores';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { sites } from '@/lib/domain/sites';
import { AppError } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import type { Account } from '@/lib/mercadopago/wire/account';
import { constraintOf } from '@/lib/postgres-errors';
import { seal } from '@/lib/sealing';
import { clientFor, connected, isRealMercadoPago, sealingPlace } from './accounts';
import { asAppError } from './mercadopago-errors';
import { readQrCode } from './qr-reading';
import { theirPosOf, theirStoreOf } from './their-places';

/** What a connection brought in. */
export type Imported = { readonly stores: number; readonly pos: number; readonly posWithoutExternalId: number };

/**
 * Connects the account of an access token to a merchant: asks Mercado Pago whose it is, seals it, and imports its stores
 * and POS. A merchant keeps its account for ever, because its orders are that account's money. Throws `invalid_input`
 * for a token that is refused, `conflict` when the account is another merchant's or the merchant has another account.
 */
export async function connectAccount(
  merchant: Merchant,
  input: { accessToken: string; personId: string | null; refreshToken?: string; expiresAt?: Date },
): Promise<Imported> {
  const accessToken = input.accessToken.trim();
  if (!/^[\x21-\x7e]{10,512}$/.test(accessToken)) throw tokenRejected('the token has characters no token has');
  const account = await readAccount(accessToken);
  if (!account.siteId) throw tokenRejected('the account is of a site that is not served');
  const [profile, owner] = await Promise.all([
    getMerchant(merchant),
    findMerchantByCollector(actAsSystem(), account.userId),
  ]);
  if (owner && owner.merchant.id !== merchant.id) throw otherAccount('the account belongs to another merchant');
  if (profile.account && profile.account.collectorId !== account.userId)
    throw otherAccount('the merchant is connected to another account');
  const site = sites[account.siteId];
  const saving = saveConnection(
    merchant,
    {
      collectorId: account.userId,
      nickname: account.nickname,
      siteId: account.siteId,
      currencyId: site.currencyId,
      timeZone: profile.account ? profile.timeZone : site.timeZone,
      environment: environmentOf(account),
    },
    {
      access: seal(accessToken, sealingPlace(merchant, 'access_token')),
      refresh: input.refreshToken ? seal(input.refreshToken, sealingPlace(merchant, 'refresh_token')) : null,
      expiresAt: input.expiresAt ?? null,
    },
  );
  await saving.catch((error: unknown) => {
    if (constraintOf(error) === 'merchants_collector') throw otherAccount('the account belongs to another merchant');
    throw error;
  });
  await writeAudit(merchant, {
    personId: input.personId,
    action: 'account_connected',
    data: { collectorId: account.userId, lastFour: accessToken.slice(-4) },
  });
  return importStoresAndPos(merchant);
}

/**
 * Brings in every store and POS of the account, and reads the QR of those whose text is not known yet. Repeatable. Throws
 * `mercadopago_unavailable` or `mercadopago_refused` when they could not be read.
 */
export async function importStoresAndPos(merchant: Merchant): Promise<Imported> {
  const { client, account, profile } = await connected(merchant);
  const [readStores, readPos] = await Promise.all([
    client.searchStores({ userId: account.collectorId }),
    client.searchPos(),
  ]).catch((error: unknown) => {
    throw asAppError(error);
  });
  const storeIds = new Map<string, string>();
  for (const store of readStores) {
    const id = await upsertStore(merchant, {
      id: newId(),
      mercadopagoStoreId: store.storeId,
      externalStoreId: store.externalId,
      name: store.name ?? store.externalId ?? store.storeId,
      addressLine: store.addressLine,
      latitude: store.latitude === null ? null : String(store.latitude),
      longitude: store.longitude === null ? null : String(store.longitude),
      businessHours: store.businessHours,
      timeZone: profile.timeZone,
      theirs: theirStoreOf(store),
      syncedAt: new Date(),
    });
    storeIds.set(store.storeId, id);
  }
  let imported = 0;
  for (const pos of readPos) {
    const storeId = pos.storeId === null ? undefined : storeIds.get(pos.storeId);
    if (!storeId) continue;
    await upsertPos(merchant, {
      id: newId(),
      storeId,
      mercadopagoPosId: pos.posId,
      externalPosId: pos.externalId,
      name: pos.name ?? pos.externalId ?? pos.posId,
      isFixedAmount: pos.fixedAmount ?? true,
      category: pos.category,
      unattendedKey: randomBytes(24).toString('base64url'),
      qrImageUrl: pos.qr.imageUrl,
      qrTemplateDocumentUrl: pos.qr.templateDocumentUrl,
      qrTemplateImageUrl: pos.qr.templateImageUrl,
      theirs: theirPosOf(pos),
      syncedAt: new Date(),
    });
    imported += 1;
  }
  await readMissingQrCodes(merchant);
  return {
    stores: readStores.length,
    pos: imported,
    posWithoutExternalId: readPos.filter((pos) => pos.externalId === null).length,
  };
}

/** Reads what the printed codes say, from their pictures; a POS whose picture cannot be read stays without. */
export async function readMissingQrCodes(merchant: Merchant): Promise<void> {
  const { client } = await connected(merchant);
  for (const pos of await listPos(merchant)) if (pos.qrData === null) await readQrCode(client, merchant, pos);
}

async function readAccount(accessToken: string): Promise<Account> {
  try {
    return await clientFor(accessToken).getMe();
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    if (error.kind === 'unauthorized' || error.kind === 'refused')
      throw tokenRejected('Mercado Pago refused the token');
    throw new AppError('mercadopago_unavailable', 'the token could not be checked', { cause: error });
  }
}

function environmentOf(account: Account): Environment {
  if (!isRealMercadoPago()) return 'simulator';
  return account.isTestUser ? 'test' : 'live';
}

function tokenRejected(message: string): AppError {
  return new AppError('invalid_input', message, { fields: { access_token: 'token_rejected' } });
}

function otherAccount(message: string): AppError {
  return new AppError('conflict', message, { fields: { access_token: 'token_of_other_account' } });
}
