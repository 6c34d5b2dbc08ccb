import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readEmvco } from '@/lib/domain/emvco';
import type { Merchant } from '@/lib/domain/scope';
import { at, listAt, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { drawPicture, openPictureChanger, type PictureChanger } from '../support/picture-changer';
import { openShop, type Shop, tills } from '../support/shop';

let application: TestApplication;
let pictures: PictureChanger;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication({
    hasWorker: false,
    mercadopagoUrlFor: async (simulatorUrl) => {
      pictures = await openPictureChanger(simulatorUrl);
      return pictures.url;
    },
  });
});
afterAll(async () => {
  await application.close();
  pictures.close();
});
beforeEach(async () => {
  shop = await openShop(application);
});
afterEach(() => pictures.show(null));

const connect = (merchant: Merchant, accessToken: string) =>
  application.services.connectAccount(merchant, { accessToken, personId: null });

/** What is stored of a merchant's connection. */
async function storedConnection(merchant: Merchant) {
  const [row] = await application.services.sql`
    select collector_id, environment, (select count(*)::int from credentials where merchant_id = merchants.id) as secrets,
      (select count(*)::int from stores where merchant_id = merchants.id) as stores
    from merchants where id = ${merchant.id}`;
  return { ...row };
}

const nothing = { collector_id: null, environment: 'live', secrets: 0, stores: 0 };

describe('a good token', () => {
  test('brings in the account, its stores and its points of sale', async () => {
    const merchant = await application.services.createMerchant('New');
    await application.services.sql`delete from credentials where merchant_id = ${shop.merchant.id}`;
    await application.services.sql`update merchants set collector_id = null where id = ${shop.merchant.id}`;
    expect(await connect(merchant, `  ${shop.accessToken}\n`)).toEqual({ stores: 1, pos: 2, posWithoutExternalId: 0 });
    expect(await storedConnection(merchant)).toEqual({
      collector_id: String(shop.userId),
      environment: 'simulator',
      secrets: 1,
      stores: 1,
    });
  });

  test('is shown by its last four letters only, sealed, and in the trail of who did what', async () => {
    const { sql } = application.services;
    const [sealed] =
      await sql`select last_four, length(nonce) as nonce from credentials where merchant_id = ${shop.merchant.id}`;
    expect(sealed).toEqual({ last_four: shop.accessToken.slice(-4), nonce: 12 });
    const [entry] = await sql`select action, data from audit_entries where merchant_id = ${shop.merchant.id}`;
    expect(entry).toEqual({
      action: 'account_connected',
      data: { collectorId: String(shop.userId), lastFour: shop.accessToken.slice(-4) },
    });
  });

  test('connected again changes nothing but what Mercado Pago changed', async () => {
    const before = await shop.api('GET', '/pos');
    expect(await connect(shop.merchant, shop.accessToken)).toEqual({ stores: 1, pos: 2, posWithoutExternalId: 0 });
    expect((await shop.api('GET', '/pos')).json).toEqual(before.json);
  });

  test('may be replaced by a new one of the same account, and that one is used from then on', async () => {
    const token = `APP_USR-${shop.userId}-renewed-0123456789`;
    const accounts = [{ user_id: shop.userId, access_token: token }];
    await application.simulator.control('POST', '/reset', { accounts });
    expect(await shop.charge()).toMatchObject({ status: 502, json: { error: { code: 'mercadopago_refused' } } });
    await connect(shop.merchant, token);
    // The account is reached again, and has lost the till: that is known before anything is charged on it.
    expect((await shop.api('GET', `/pos/${tills[0]}`)).json).toMatchObject({ status: 'missing' });
    expect(await shop.charge()).toMatchObject({ status: 409, json: { error: { code: 'conflict' } } });
  });
});

describe('the text of the printed code', () => {
  test('is read from the picture, and leads buyers to this till', async () => {
    for (const till of tills) {
      const { json } = await shop.api('GET', `/pos/${till}`);
      const text = textAt(json, 'qr', 'data');
      expect(readEmvco(text)?.[0]).toEqual({ id: '00', value: '01' });
      const scanned = await application.simulator.control('POST', '/scan', { qr_data: text });
      expect(scanned.json).toMatchObject({ result: 'waiting', external_pos_id: till });
      const svg = await shop.api('GET', `/pos/${till}/qr.svg`);
      expect([svg.status, svg.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    }
  });

  test.each<[string, () => Promise<Uint8Array>]>([
    ['whose checksum is wrong', async () => drawPicture((await rightText()).replace(/....$/, '0000'))],
    ['of an address', async () => drawPicture('https://example.com/pay')],
    ['of a text that was cut', async () => drawPicture((await rightText()).slice(0, -8))],
    ['without a code', async () => blankPicture()],
    ['that is no picture', async () => Buffer.from('<html>')],
    ['that is empty', async () => new Uint8Array()],
  ])('stays unknown after a picture %s', async (_name, picture) => {
    const { services } = application;
    pictures.show(await picture());
    await services.sql`update pos set qr_data = null where merchant_id = ${shop.merchant.id}`;
    await services.readMissingQrCodes(shop.merchant);
    expect(await shownTexts()).toEqual([null, null]);
    expect((await shop.api('GET', `/pos/${tills[0]}/qr.svg`)).status).toBe(404);
    pictures.show(null);
    await services.readMissingQrCodes(shop.merchant);
    expect(await shownTexts()).toEqual([expect.any(String), expect.any(String)]);
  });

  test.each(['drop', 'html', 'garbage', 'status'] as const)(
    'a picture that cannot be fetched (%s) fails nothing else',
    async (kind) => {
      const { services, simulator } = application;
      await services.sql`update pos set qr_data = null where merchant_id = ${shop.merchant.id}`;
      await simulator.misbehave({ method: 'GET', path: '/instore/merchant/qr/', kind, times: 1 });
      expect(await services.importStoresAndPos(shop.merchant)).toMatchObject({ stores: 1, pos: 2 });
      const texts = await shownTexts();
      expect(texts.filter((text) => text === null)).toHaveLength(1);
    },
  );

  async function shownTexts(): Promise<unknown[]> {
    const { json } = await shop.api('GET', '/pos');
    return listAt(json, 'results').map((pos) => at(pos, 'qr', 'data'));
  }

  async function rightText(): Promise<string> {
    return textAt((await shop.api('GET', `/pos/${tills[0]}`)).json, 'qr', 'data');
  }

  function blankPicture(): Uint8Array {
    return drawPicture('x').slice(0, 60);
  }
});

describe('a token that is not good', () => {
  let merchant: Merchant;
  beforeEach(async () => {
    merchant = await application.services.createMerchant('New');
  });
  afterEach(async () => {
    expect(await storedConnection(merchant)).toEqual(nothing);
  });

  test('that Mercado Pago refuses is refused by the name of its field', async () => {
    await expect(connect(merchant, 'APP_USR-nobody-0123456789')).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { access_token: 'token_rejected' },
    });
  });

  test.each([
    ['nothing', ''],
    ['a word', 'token'],
    ['a line break', 'APP_USR-1\r\nX-Evil: 1'],
    ['letters that no token has', 'APP_USR-ñandú-0123456789'],
    ['a novel', 'A'.repeat(513)],
  ])('that is %s is refused without asking anybody', async (_name, token) => {
    await expect(connect(merchant, token)).rejects.toMatchObject({ fields: { access_token: 'token_rejected' } });
    const { json } = await application.simulator.control('GET', '/requests');
    expect(listAt(json, 'requests').filter((request) => at(request, 'path') === '/users/me')).toHaveLength(1);
  });

  test.each(['drop', 'html', 'garbage', 'rate_limit'] as const)(
    'cannot be judged while Mercado Pago does not answer (%s)',
    async (kind) => {
      await application.simulator.misbehave({ path: '/users/me', kind, times: 1 });
      await expect(connect(merchant, shop.accessToken)).rejects.toMatchObject({ code: 'mercadopago_unavailable' });
    },
  );

  test("of another merchant's account is refused, and the other stays connected", async () => {
    await expect(connect(merchant, shop.accessToken)).rejects.toMatchObject({
      code: 'conflict',
      fields: { access_token: 'token_of_other_account' },
    });
    expect((await shop.charge()).status).toBe(201);
  });
});

test("a connected merchant refuses the token of another account: its orders are the first one's money", async () => {
  const other = `APP_USR-${shop.userId + 50_000}-0123456789`;
  const accounts = [{ user_id: shop.userId + 50_000, access_token: other }];
  await application.simulator.control('POST', '/reset', { accounts });
  await expect(connect(shop.merchant, other)).rejects.toMatchObject({
    code: 'conflict',
    fields: { access_token: 'token_of_other_account' },
  });
  expect(await storedConnection(shop.merchant)).toMatchObject({ collector_id: String(shop.userId), secrets: 1 });
});

test('a good token whose stores cannot be read yet is kept, and told as unavailable', async () => {
  const { simulator, services } = application;
  await simulator.misbehave({ method: 'GET', path: '/pos', kind: 'status', status: 500, times: 1 });
  await expect(connect(shop.merchant, shop.accessToken)).rejects.toMatchObject({ code: 'mercadopago_unavailable' });
  expect(await services.importStoresAndPos(shop.merchant)).toMatchObject({ stores: 1, pos: 2 });
});

test('two merchants that connect the same account at once: one gets it', async () => {
  const { services } = application;
  await services.sql`update merchants set collector_id = null where id = ${shop.merchant.id}`;
  const merchants = await Promise.all(['One', 'Two'].map((name) => services.createMerchant(name)));
  const outcomes = await Promise.allSettled(merchants.map((merchant) => connect(merchant, shop.accessToken)));
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
});
