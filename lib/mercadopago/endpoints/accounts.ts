import type { SiteId } from '@/lib/domain/sites';
import type { Transport } from '../transport';
import { type Account, readAccount, readTestUser, type TestUser } from '../wire/account';

/** Source: mercadopago/sdk-nodejs `src/clients/user/get/`, devsite-docs `reference/api/test_user.yaml`, read 2026-11-21. */
export function accountEndpoints({ send }: Transport) {
  return {
    /** The account that the token belongs to. */
    getMe: async (): Promise<Account> => send({ method: 'GET', path: '/users/me' }, readAccount),
    /**
     * Makes an account to try things with; the token must be a live one. At most ten exist at a time, and they end after
     * 60 days without use. Its password is said once.
     */
    createTestUser: async (siteId: SiteId): Promise<TestUser> =>
      send({ method: 'POST', path: '/users/test_user', body: { site_id: siteId } }, readTestUser),
  };
}
