import { siteOf } from './accounts';
import { ok } from './reply';
import { forAccount, type Route } from './route';

/**
 * `GET /users/me`.
 * Source: mercadopago/sdk-nodejs src/clients/user/get/types.ts.
 */
export const accountRoutes: Route[] = [
  forAccount('GET', '/users/me', (_call, account) => {
    const site = siteOf(account);
    return ok({
      id: account.userId,
      nickname: account.nickname,
      registration_date: '2020-01-15T10:00:00.000-04:00',
      first_name: account.businessName,
      last_name: 'Test',
      gender: '',
      country_id: site.countryId,
      email: `test_user_${account.userId}@testuser.com`,
      identification: { number: account.taxId, type: account.siteId === 'MLA' ? 'CUIT' : 'OTHER' },
      address: { address: null, city: account.city, state: null, zip_code: null },
      phone: { area_code: null, extension: '', number: '', verified: false },
      alternative_phone: { area_code: '', extension: '', number: '' },
      user_type: 'normal',
      tags: ['normal', 'test_user', 'mshops'],
      logo: null,
      points: 0,
      site_id: account.siteId,
      permalink: `https://perfil.mercadolibre.com/${account.nickname}`,
      status: {
        billing: { allow: true, codes: [] },
        buy: { allow: true, codes: [], immediate_payment: { reasons: [], required: false } },
        confirmed_email: true,
        immediate_payment: false,
        list: { allow: true, codes: [], immediate_payment: { reasons: [], required: false } },
        mercadoenvios: 'not_accepted',
        mercadopago_account_type: 'business',
        mercadopago_tc_accepted: true,
        required_action: null,
        sell: { allow: true, codes: [], immediate_payment: { reasons: [], required: false } },
        site_status: 'active',
        user_type: null,
      },
    });
  }),
];
