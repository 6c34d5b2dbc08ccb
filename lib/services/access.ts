import 'server-only';
import {
  claimDoubtfulAccess,
  forgetTokens,
  getMerchant,
  getSecret,
  noteAccess,
  postponeAccessCheck,
  writeAudit,
} from '@/db/merchants';
import { hasUnfinishedOrders } from '@/db/order-records';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { unseal } from '@/lib/sealing';
import { clientFor, sealingPlace } from './accounts';
import { renewTokensOf } from './oauth';

/** `no_answer` says nothing about the token. `isNews` is that it was otherwise before. */
export type AccessFinding = { readonly access: 'works' | 'refused' | 'none' | 'no_answer'; readonly isNews: boolean };

const LEASE_MS = 60_000;
/** A token that was refused is not tried more often than this; a new one is asked for meanwhile. */
const REFUSED_AGAIN_MS = 5 * 60_000;
const NO_ANSWER_AGAIN_MS = 30_000;

/** Sees for every merchant whose access is in doubt whether its token works, and says how many there were. */
export async function checkDoubtfulAccess(): Promise<number> {
  const claimed = await claimDoubtfulAccess(actAsSystem(), { leaseUntil: new Date(Date.now() + LEASE_MS) });
  for (const merchant of claimed) {
    try {
      await checkAccess(merchant);
    } catch (error) {
      log.error({ error, merchantId: merchant.id }, 'the access to an account could not be checked');
    }
  }
  return claimed.length;
}

/**
 * Asks Mercado Pago whose a merchant's token is. One that is refused is renewed if that is possible; if not, nothing is
 * charged for this merchant until its account is connected again or the token works after all.
 */
export async function checkAccess(merchant: Merchant): Promise<AccessFinding> {
  const [profile, token] = await Promise.all([getMerchant(merchant), getSecret(merchant, 'access_token')]);
  if (!profile.account || !token) return { access: 'none', isNews: false };
  const answer = await askWhose(unseal(token, sealingPlace(merchant, 'access_token')));
  if (answer === 'no_answer') {
    await postponeAccessCheck(merchant, new Date(Date.now() + NO_ANSWER_AGAIN_MS));
    return { access: 'no_answer', isNews: false };
  }
  const works = answer === profile.account.collectorId;
  if (!works && (await renewTokensOf(merchant))) return { access: 'works', isNews: profile.accessProblem !== null };
  const problem = works ? null : 'refused';
  const checkAgainAt = works ? null : new Date(Date.now() + REFUSED_AGAIN_MS);
  await noteAccess(merchant, { token, problem, checkAgainAt });
  const isNews = profile.accessProblem !== problem;
  if (isNews) {
    log.warn({ merchantId: merchant.id, works }, 'the access to an account changed');
    await writeAudit(merchant, { personId: null, action: works ? 'access_restored' : 'access_refused', data: {} });
  }
  return { access: works ? 'works' : 'refused', isNews };
}

/**
 * Forgets the tokens of a merchant's account; stores, tills and history stay, and the same account can be connected again.
 * Mercado Pago documents no call that revokes them. Throws `conflict` while orders are unfinished: their money could come
 * in and nobody would see it.
 */
export async function disconnectAccount(merchant: Merchant, personId: string | null): Promise<void> {
  if (await hasUnfinishedOrders(merchant)) throw new AppError('conflict', 'there are orders that are not finished');
  const { account } = await getMerchant(merchant);
  await forgetTokens(merchant);
  const data = { collectorId: account?.collectorId ?? null };
  await writeAudit(merchant, { personId, action: 'account_disconnected', data });
}

/** The user that a token belongs to, null when it is refused. */
async function askWhose(accessToken: string): Promise<string | null | 'no_answer'> {
  try {
    return (await clientFor(accessToken).getMe()).userId;
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    return error.kind === 'unauthorized' ? null : 'no_answer';
  }
}
