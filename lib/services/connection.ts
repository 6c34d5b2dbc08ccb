import 'server-only';
import { findMerchantByCollector, getMerchant, saveConnection, writeAudit } from '@/db/merchants';
import type { Environment } from '@/db/schema';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { sites } from '@/lib/domain/sites';
import { AppError } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import type { Account } from '@/lib/mercadopago/wire/account';
import { constraintOf } from '@/lib/postgres-errors';
import { seal } from '@/lib/sealing';
import { clientFor, isRealMercadoPago, sealingPlace } from './accounts';
import { type Imported, importStoresAndPos } from './place-sync';

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

async function readAccount(accessToken: string): Promise<Account> {
  try {
    return await clientFor(accessToken).getMe();
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    if (error.kind === 'unauthorized' || error.kind === 'refused')
      throw tokenRejected('Mercado Pago refused the token', error);
    throw new AppError('mercadopago_unavailable', 'the token could not be checked', { cause: error });
  }
}

function environmentOf(account: Account): Environment {
  if (!isRealMercadoPago()) return 'simulator';
  return account.isTestUser ? 'test' : 'live';
}

/** `theirs`: what Mercado Pago said of it, when it was asked. */
function tokenRejected(message: string, theirs?: MercadoPagoError): AppError {
  const { status, code, message: said } = theirs ?? {};
  return new AppError('invalid_input', message, {
    fields: { access_token: 'token_rejected' },
    ...(theirs ? { cause: theirs, details: { mercadopago: { status, code, message: said } } } : {}),
  });
}

function otherAccount(message: string): AppError {
  return new AppError('conflict', message, { fields: { access_token: 'token_of_other_account' } });
}
