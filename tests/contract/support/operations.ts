import { expect } from 'vitest';
import { writeOrderV2 } from '@/lib/mercadopago/integrations/order-bodies';
import type { NewPos } from '@/lib/mercadopago/wire/pos';
import type { NewStore } from '@/lib/mercadopago/wire/store';
import { apiOrder, codeVerifier, redirectUri, reportConfig, type Scene, v1, v2 } from './scene';
import { sitesOfTheWorld } from './sites-of-the-world';
import { sale } from './stand';

type Actors = Pick<Scene, 'client' | 'oauth'>;

/** Something that our client can do, and what it gives in the scene. */
export type Operation = {
  readonly name: string;
  /** A write that failed on its way may have happened; a read cannot. */
  readonly isWrite: boolean;
  readonly call: (actors: Actors, scene: Scene) => Promise<unknown>;
  readonly gives: (scene: Scene) => unknown;
};

const { userId, foodCategory, latitude, longitude } = sitesOfTheWorld.MLA;

const now = Date.now();
/** More than the scene's own hour, either way: Mercado Pago's clock may stand elsewhere. */
const today = { from: new Date(now - 86_400_000), to: new Date(now + 86_400_000) };

const newStore: NewStore = {
  name: 'Norte',
  externalId: 'S003',
  businessHours: { friday: [{ open: '18:00', close: '23:30' }] },
  location: {
    streetName: 'Cabildo',
    streetNumber: '2000',
    cityName: 'Belgrano',
    stateName: 'Capital Federal',
    zipCode: 'C1428',
    latitude,
    longitude,
    reference: 'Planta baja',
  },
};

const slot = { userId, externalPosId: 'S001P01', currencyId: 'ARS' } as const;

/** Every operation of the client, accounts and stores first, money last. */
export const operations: readonly Operation[] = [
  read('getMe', ({ client }) => client.getMe(), { userId, siteId: 'MLA', nickname: 'SHOPMLA', isTestUser: true }),
  write('createTestUser', ({ client }) => client.createTestUser('MLB'), {
    userId: expect.stringMatching(/^\d+$/),
    nickname: expect.stringMatching(/^TT\d+$/),
    password: expect.stringMatching(/^.{8,}$/),
    email: expect.stringMatching(/^test_user_\d+@testuser\.com$/),
  }),
  read(
    'searchStores',
    ({ client }) => client.searchStores({ userId, externalId: 'S002' }),
    (scene) => [{ storeId: scene.spareStoreId, externalId: 'S002', name: 'Depósito' }],
  ),
  read('getStore', ({ client }, scene) => client.getStore(scene.storeId), {
    externalId: 'S001',
    addressLine: 'Mayor 12 bis, 1000, Centro, Capital',
    reference: 'Esquina',
    businessHours: { monday: [{ open: '08:00', close: '20:00' }] },
    createdAt: expect.any(Date),
  }),
  write('createStore', ({ client }) => client.createStore({ userId, store: newStore }), {
    externalId: 'S003',
    addressLine: 'Cabildo 2000, C1428, Belgrano, Capital Federal',
    latitude,
    longitude,
    createdAt: expect.any(Date),
  }),
  write(
    'updateStore',
    ({ client }, { storeId }) => client.updateStore({ userId, storeId, change: { name: 'Centro nuevo' } }),
    { name: 'Centro nuevo', externalId: 'S001', reference: 'Esquina' },
  ),
  write('deleteStore', ({ client }, scene) => client.deleteStore({ userId, storeId: scene.spareStoreId }), undefined),
  read(
    'searchPos',
    ({ client }) => client.searchPos({ externalId: 's001p01' }),
    (scene) => [{ posId: scene.posId, externalId: 'S001P01', status: null, url: null }],
  ),
  read(
    'getPos',
    ({ client }, scene) => client.getPos(scene.posId),
    (scene) => ({
      externalId: 'S001P01',
      externalStoreId: 'S001',
      storeId: scene.storeId,
      status: 'active',
      fixedAmount: true,
      category: foodCategory,
      qr: scene.pictures,
    }),
  ),
  write('createPos', ({ client }, scene) => client.createPos(newPos(scene)), { externalId: 'S001P99', name: 'Barra' }),
  write(
    'updatePos',
    ({ client }, scene) => client.updatePos({ posId: scene.posId, settings: settings(scene) }),
    (scene) => ({ name: 'Barra', externalId: 'S001P01', qr: scene.pictures }),
  ),
  write('deletePos', ({ client }, scene) => client.deletePos(scene.sparePosId), undefined),
  read('fetchPicture', ({ client }, scene) => client.fetchPicture(scene.pictures.imageUrl ?? ''), {
    contentType: 'image/png',
    bytes: expect.any(Uint8Array),
  }),
  write('putInStoreOrder', ({ client }) => client.putInStoreOrder(v2('S001P05', 'New-0001')), undefined),
  read('getInStoreOrder', ({ client }) => client.getInStoreOrder(slot), {
    externalReference: 'Open-0001',
    totalMinor: 32_000,
  }),
  write('deleteInStoreOrder', ({ client }) => client.deleteInStoreOrder(slot), undefined),
  write('createDynamicQr', ({ client }) => client.createDynamicQr(onScreen('New-0002')), {
    qrData: expect.stringMatching(/^000201010212.*6304[0-9A-F]{4}$/),
    inStoreOrderId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  }),
  write('putHybridQr', ({ client }) => client.putHybridQr(onScreen('New-0003')), {
    qrData: expect.stringMatching(/^000201010212.*6304[0-9A-F]{4}$/),
  }),
  write(
    'createInStoreOrderV1',
    ({ client }) => client.createInStoreOrderV1({ ...v1('S001P05', 'New-0004'), lifeSeconds: 600 }),
    undefined,
  ),
  write('deleteInStoreOrderV1', ({ client }) => client.deleteInStoreOrderV1(v1('S001P04', '')), undefined),
  write(
    'createOrder',
    ({ client }) => client.createOrder({ body: apiOrder('S001P05', 'New-0005'), idempotencyKey: 'new-5' }),
    {
      providerOrderId: expect.stringMatching(/^ORD[0-9A-Z]{26}$/),
      status: 'created',
      externalReference: 'New-0005',
      externalPosId: 'S001P05',
      totalMinor: 32_000,
      currencyId: 'ARS',
      observed: { status: 'opened', collectorId: userId },
    },
  ),
  read('getOrder', ({ client }, scene) => client.getOrder(scene.paidOrderId), {
    status: 'processed',
    observed: { status: 'closed', payments: [{ status: 'approved', amountMinor: 32_000, currencyId: 'ARS' }] },
  }),
  read(
    'searchOrders',
    ({ client }) => client.searchOrders({ externalReference: 'Open-0002', ...period() }),
    (scene) => [{ providerOrderId: scene.openOrderId, status: 'created' }],
  ),
  write('cancelOrder', ({ client }, { openOrderId: orderId }) => client.cancelOrder({ orderId, idempotencyKey: 'c' }), {
    status: 'canceled',
    observed: { status: 'expired', payments: [{ status: 'cancelled' }] },
  }),
  write(
    'refundOrder',
    ({ client }, { paidOrderId: orderId, paidTransactionId: paymentId }) =>
      client.refundOrder({ orderId, part: { paymentId, amount: '24.90' }, currencyId: 'ARS', idempotencyKey: 'r' }),
    (scene) => [{ paymentId: scene.paidTransactionId, amountMinor: 2_490, status: 'approved' }],
  ),
  read(
    'getMerchantOrder',
    ({ client }, scene) => client.getMerchantOrder(scene.merchantOrderId),
    (scene) => ({
      status: 'closed',
      externalReference: 'Paid-0001',
      collectorId: userId,
      totalMinor: 32_000,
      payments: [{ paymentId: scene.paymentId, status: 'approved', amountMinor: 32_000, refundedMinor: 10_000 }],
    }),
  ),
  read(
    'searchMerchantOrders',
    ({ client }) => client.searchMerchantOrders({ externalReference: 'Paid-0001' }),
    (scene) => [{ merchantOrderId: scene.merchantOrderId, status: 'closed' }],
  ),
  read(
    'listMerchantOrders',
    ({ client }) => client.listMerchantOrders(today),
    (scene) => expect.arrayContaining([expect.objectContaining({ merchantOrderId: scene.merchantOrderId })]),
  ),
  read(
    'getPayment',
    ({ client }, scene) => client.getPayment(scene.paymentId),
    (scene) => ({
      merchantOrderId: scene.merchantOrderId,
      status: 'approved',
      statusDetail: 'partially_refunded',
      externalReference: 'Paid-0001',
      collectorId: userId,
      refundedMinor: 10_000,
      netReceivedMinor: expect.any(Number),
      refunds: [{ refundId: scene.refundId }],
    }),
  ),
  read(
    'searchPayments',
    ({ client }) => client.searchPayments({ externalReference: 'Paid-0001' }),
    (scene) => ({
      total: 1,
      rows: [{ paymentId: scene.paymentId }],
    }),
  ),
  read(
    'listPayments',
    ({ client }) => client.listPayments({ range: { field: 'date_created', ...today } }),
    (scene) => [{ paymentId: scene.paymentId }, { externalReference: 'Paid-0002' }],
  ),
  write(
    'createRefund',
    ({ client }, scene) => client.createRefund({ ...money(scene), amountMinor: null, idempotencyKey: 'rest' }),
    (scene) => ({ paymentId: scene.paymentId, amountMinor: 22_000, status: 'approved' }),
  ),
  read(
    'listRefunds',
    ({ client }, scene) => client.listRefunds(money(scene)),
    (scene) => [{ refundId: scene.refundId, amountMinor: 10_000, status: 'approved' }],
  ),
  read('getRefund', ({ client }, scene) => client.getRefund({ ...money(scene), refundId: scene.refundId }), {
    amountMinor: 10_000,
    status: 'approved',
  }),
  read('getReportConfig', ({ client }) => client.getReportConfig('settlement'), {
    columns: reportConfig.columns,
    fileNamePrefix: 'settlement-mostrador',
    displayTimeZone: 'GMT-03',
    separator: ';',
  }),
  write(
    'createReportConfig',
    ({ client }) => client.createReportConfig({ kind: 'release', config: reportConfig }),
    undefined,
  ),
  write(
    'updateReportConfig',
    ({ client }) => client.updateReportConfig({ kind: 'settlement', config: reportConfig }),
    undefined,
  ),
  write('requestReport', ({ client }) => client.requestReport({ kind: 'settlement', ...period() }), true),
  read(
    'listReports',
    ({ client }) => client.listReports('settlement'),
    (scene) => [
      { fileName: scene.reportFileName, createdFrom: 'manual', from: expect.any(Date), to: expect.any(Date) },
    ],
  ),
  read(
    'downloadReport',
    ({ client }, scene) => client.downloadReport({ kind: 'settlement', fileName: scene.reportFileName }),
    expect.any(Uint8Array),
  ),
  write('exchangeCode', ({ oauth }, { code }) => oauth.exchangeCode({ code, redirectUri, codeVerifier }), {
    userId,
    expiresInSeconds: 15_552_000,
    refreshToken: expect.stringMatching(/^TG-/),
    isLive: true,
  }),
  write('refreshTokens', ({ oauth }, scene) => oauth.refreshTokens(scene.refreshToken), {
    userId,
    accessToken: expect.stringMatching(new RegExp(`-${userId}$`)),
    refreshToken: expect.stringMatching(/^TG-/),
  }),
];

type Gives = object | true | undefined | ((scene: Scene) => object);

function read(name: string, call: Operation['call'], gives: Gives): Operation {
  return { name, isWrite: false, call, gives: laterOf(gives) };
}

function write(name: string, call: Operation['call'], gives: Gives): Operation {
  return { name, isWrite: true, call, gives: laterOf(gives) };
}

function laterOf(gives: Gives): Operation['gives'] {
  return (scene) => (typeof gives === 'function' ? gives(scene) : gives);
}

function settings(scene: Scene) {
  return { name: 'Barra', fixedAmount: true, category: foodCategory, storeId: scene.storeId, url: null };
}

function newPos(scene: Scene): NewPos {
  return { ...settings(scene), externalId: 'S001P99' };
}

function onScreen(externalReference: string) {
  const notificationUrl = 'https://shop.example.com/notices';
  return { userId, externalPosId: 'S001P05', body: writeOrderV2(sale({ externalReference, notificationUrl })) };
}

function money(scene: Scene) {
  return { paymentId: scene.paymentId, currencyId: 'ARS' } as const;
}

function period() {
  const now = Date.now();
  return { from: new Date(now - 86_400_000), to: new Date(now + 86_400_000) };
}
