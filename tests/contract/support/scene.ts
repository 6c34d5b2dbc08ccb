import { writeOrderV1, writeOrderV2 } from '@/lib/mercadopago/integrations/order-bodies';
import { authorizationUrl, createOAuthClient } from '@/lib/mercadopago/oauth';
import type { ReportConfig } from '@/lib/mercadopago/wire/report';
import { textAt } from '../../support/answer';
import { sitesOfTheWorld } from './sites-of-the-world';
import { furnish, type Stand, sale } from './stand';

/** An account in whose shop everything that can be read, changed or ended exists once. */
export type Scene = Awaited<ReturnType<typeof openScene>>;

const { userId } = sitesOfTheWorld.MLA;

/** How the reports of the scene are written. */
export const reportConfig: ReportConfig = {
  fileNamePrefix: 'settlement-mostrador',
  columns: ['TRANSACTION_DATE', 'SOURCE_ID', 'EXTERNAL_REFERENCE', 'TRANSACTION_AMOUNT'],
  displayTimeZone: 'GMT-03',
  separator: ';',
  language: 'en',
  frequency: { type: 'monthly', hour: 0, value: 1 },
};

/** The application that the simulator knows after a reset. */
export const application = { clientId: '1234567890123456', clientSecret: 'TEST-client-secret-0001' };
export const redirectUri = 'https://mostrador.example.com/oauth';
export const codeVerifier = 'a-verifier-of-at-least-forty-three-characters-0001';

/**
 * Empties the simulator and makes: two stores, seven POS, an order of every generation that can still be scanned, one
 * paid in each world with a refund, a report, and a leave to act for the account.
 */
export async function openScene(stand: Stand) {
  await stand.reset();
  const { client, store, pos } = await furnish(stand, 'MLA', tills);
  const spareStore = await client.createStore({ userId, store: { ...spare, location: placeOfSpare } });
  const [first, ...others] = pos;
  const sparePos = others.at(-1);
  if (!first || !sparePos) throw new Error('there are several points of sale');

  await client.putInStoreOrder(v2('S001P03', 'Paid-0001'));
  const merchantOrderId = await stand.scan('S001P03');
  const paymentId = await stand.simulator.pay(merchantOrderId, 'approved');
  const money = { paymentId, currencyId: 'ARS' } as const;
  const refund = await client.createRefund({ ...money, amountMinor: 10_000, idempotencyKey: 'refund-first' });

  const paidOrder = await client.createOrder({ body: apiOrder('S001P03', 'Paid-0002'), idempotencyKey: 'paid-2' });
  await stand.simulator.pay(await stand.scan('S001P03'), 'approved');
  const openOrder = await client.createOrder({ body: apiOrder('S001P02', 'Open-0002'), idempotencyKey: 'open-2' });

  await client.putInStoreOrder(v2('S001P01', 'Open-0001'));
  await client.createInStoreOrderV1({ ...v1('S001P04', 'Open-0003'), lifeSeconds: 600 });
  await client.createReportConfig({ kind: 'settlement', config: reportConfig });
  const now = Date.now();
  await client.requestReport({ kind: 'settlement', from: new Date(now - 86_400_000), to: new Date(now + 3_600_000) });
  const [report] = await client.listReports('settlement');
  const oauth = createOAuthClient({ baseUrl: stand.simulator.url, ...application });
  const { refreshToken } = await oauth.exchangeCode({ code: await authorize(stand), redirectUri, codeVerifier });

  return {
    client,
    oauth,
    code: await authorize(stand),
    refreshToken: refreshToken ?? '',
    userId,
    storeId: store.storeId,
    spareStoreId: spareStore.storeId,
    posId: first.posId,
    sparePosId: sparePos.posId,
    pictures: first.qr,
    merchantOrderId,
    paymentId,
    refundId: refund.refundId,
    openOrderId: openOrder.providerOrderId,
    paidOrderId: paidOrder.providerOrderId,
    paidTransactionId: paidOrder.observed.payments[0]?.paymentId ?? '',
    reportFileName: report?.fileName ?? '',
  };
}

/** The points of sale of the scene; the last two carry nothing. */
const tills = ['S001P01', 'S001P02', 'S001P03', 'S001P04', 'S001P05', 'S001P06', 'S001P07'];

const placeOfSpare = {
  streetName: 'Lateral',
  streetNumber: '7',
  cityName: 'Centro',
  stateName: 'Capital',
  zipCode: null,
  latitude: sitesOfTheWorld.MLA.latitude,
  longitude: sitesOfTheWorld.MLA.longitude,
  reference: null,
};

const spare = { name: 'Depósito', externalId: 'S002', businessHours: null };

/** An order of 320.00 in the second version, on a POS and under a reference. */
export function v2(externalPosId: string, externalReference: string) {
  const order = sale({ externalPosId, externalReference });
  return { userId, externalStoreId: 'S001', externalPosId, body: writeOrderV2(order) };
}

/** The same in the first version. */
export function v1(externalPosId: string, externalReference: string) {
  return { userId, externalPosId, body: writeOrderV1(sale({ externalPosId, externalReference })) };
}

/** The same for the Orders API. */
export function apiOrder(externalPosId: string, externalReference: string) {
  return {
    type: 'qr',
    external_reference: externalReference,
    total_amount: '320.00',
    expiration_time: 'PT10M',
    config: { qr: { external_pos_id: externalPosId, mode: 'static' } },
    transactions: { payments: [{ amount: '320.00' }] },
  };
}

/** A merchant lets the application act for its account; the answer is the code that its browser brings back. */
export async function authorize(stand: Stand, change: { userId?: string; scope?: string } = {}): Promise<string> {
  const { clientId } = application;
  const asked = { clientId, redirectUri, codeVerifier, state: 'state-1', siteId: null };
  const address = new URL(authorizationUrl({ ...asked, host: stand.simulator.url }));
  const page = await fetch(address);
  if (!page.ok) throw new Error(`the page of the authorisation answered ${page.status}`);
  const form = new URLSearchParams(address.search);
  form.set('user_id', change.userId ?? userId);
  if (change.scope) form.set('scope', change.scope);
  form.set('decision', 'allow');
  const decided = await fetch(new URL('/authorization', stand.simulator.url), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const back = new URL(decided.headers.get('location') ?? '');
  return textAt(Object.fromEntries(back.searchParams), 'code');
}
