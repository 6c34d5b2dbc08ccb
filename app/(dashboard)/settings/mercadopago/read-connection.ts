import 'server-only';
import { getMerchant, getSecret, type MerchantProfile } from '@/db/merchants';
import { lastDeliveryAt } from '@/db/notification-log';
import { listPos } from '@/db/pos';
import { listStores } from '@/db/stores';
import type { Merchant } from '@/lib/domain/scope';
import { sites } from '@/lib/domain/sites';
import {
  applicationNotificationUrl,
  isAddressPublic,
  notificationUrlOf,
  offersOAuth,
  publicAddress,
  type ShownSecret,
  showWebhookSecrets,
} from '@/lib/services/accounts';

export type Connection = {
  readonly account: (NonNullable<MerchantProfile['account']> & { readonly countryCode: string }) | null;
  readonly environment: MerchantProfile['environment'];
  readonly connectedAt: Date | null;
  readonly accessProblem: MerchantProfile['accessProblem'];
  readonly lastFour: string | null;
  readonly tokenExpiresAt: Date | null;
  /** Why access could not be renewed, in Mercado Pago's word; null when all is well. */
  readonly renewalProblem: string | null;
  readonly offersOAuth: boolean;
  readonly stores: number;
  readonly pos: number;
  readonly posWithoutExternalId: number;
  readonly appUrl: string;
  readonly isReachable: boolean;
  /** Null for who may not know it: whoever has it can make us look. */
  readonly notificationUrl: string | null;
  /** The same for the one address that is set per application; null likewise. */
  readonly applicationUrl: string | null;
  readonly lastDeliveryAt: Date | null;
  /** Ends of the secrets that notices are signed with; null for who may not change them. */
  readonly webhookSecrets: readonly ShownSecret[] | null;
};

/** What the page shows of a connection; of the token only its end. */
export async function readConnection(merchant: Merchant, mayConnect: boolean): Promise<Connection> {
  const [profile, token, refreshToken, stores, pos, deliveredAt, applicationUrl, secrets] = await Promise.all([
    getMerchant(merchant),
    getSecret(merchant, 'access_token'),
    getSecret(merchant, 'refresh_token'),
    listStores(merchant),
    listPos(merchant, { isInService: true }),
    lastDeliveryAt(merchant),
    mayConnect ? applicationNotificationUrl() : null,
    mayConnect ? showWebhookSecrets(merchant) : null,
  ]);
  return {
    account: profile.account && { ...profile.account, countryCode: sites[profile.account.siteId].countryCode },
    environment: profile.environment,
    connectedAt: token?.createdAt ?? profile.connectedAt,
    accessProblem: profile.accessProblem,
    lastFour: token?.lastFour ?? null,
    tokenExpiresAt: token?.expiresAt ?? null,
    renewalProblem: refreshToken?.renewalProblem ?? null,
    offersOAuth: offersOAuth(),
    stores: stores.filter(({ status }) => status !== 'retired').length,
    pos: pos.length,
    posWithoutExternalId: pos.filter((one) => one.externalPosId === null).length,
    appUrl: publicAddress(),
    isReachable: isAddressPublic(),
    notificationUrl: mayConnect ? notificationUrlOf(profile.notificationKey) : null,
    applicationUrl,
    lastDeliveryAt: deliveredAt,
    webhookSecrets: secrets,
  };
}
