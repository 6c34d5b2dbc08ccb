import 'server-only';
import { listPos } from '@/db/pos';
import { readEmvco } from '@/lib/domain/emvco';
import type { Merchant } from '@/lib/domain/scope';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { decodeQrPicture } from '@/lib/print/qr';
import { type ConnectedMerchant, connected } from './accounts';

/** One thing that was asked and what it showed; no line holds a secret. */
export type VerificationLine = { readonly check: string; readonly isOk: boolean; readonly found: string };

const POS_SAMPLE = 3;
const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Reads everything of an account that Mostrador relies on, and says what came back. It writes nothing at Mercado Pago and
 * nothing here. `onLine` is called as each answer comes.
 */
export async function verifyAccount(merchant: Merchant, onLine: (line: VerificationLine) => void): Promise<boolean> {
  const connection = await connected(merchant);
  const { client, account } = connection;
  let allOk = true;
  const check = async (name: string, read: () => Promise<string>) => {
    const line = await ask(name, read);
    allOk &&= line.isOk;
    onLine(line);
  };
  await check('account', async () => {
    const me = await client.getMe();
    if (me.userId !== account.collectorId)
      throw new Error(`the token is of user ${me.userId}, not ${account.collectorId}`);
    return `user ${me.userId} ${me.nickname ?? ''} on ${me.siteId ?? 'a site that is not served'}${me.isTestUser ? ', a test user' : ''}`;
  });
  await check('stores', async () => {
    const stores = await client.searchStores({ userId: account.collectorId });
    return `${stores.length} stores, ${stores.filter((store) => store.externalId === null).length} without external id`;
  });
  await check('points of sale', async () => {
    const pos = await client.searchPos();
    return `${pos.length} points of sale, ${pos.filter((one) => one.externalId === null).length} without external id`;
  });
  for (const pos of (await listPos(merchant)).slice(0, POS_SAMPLE)) {
    await check(`QR of ${pos.externalPosId ?? pos.name}`, () => readPicture(connection, pos.qrImageUrl));
    if (pos.externalPosId)
      await check(`slot of ${pos.externalPosId}`, () => readSlot(connection, pos.externalPosId ?? ''));
  }
  await check('merchant orders search', async () => {
    const none = await client.searchMerchantOrders({ externalReference: 'mostrador-verify-no-such-sale' });
    return none.length === 0
      ? 'no rows for a reference that nobody used'
      : `${none.length} rows for a reference that nobody used`;
  });
  await check('payments search', async () => {
    const page = await client.searchPayments({ externalReference: 'mostrador-verify-no-such-sale' });
    return `${page.rows.length} rows for a reference that nobody used`;
  });
  await check('payments of the last week', () => readRecentPayments(connection));
  await check('orders search', () => unlessRefused(() => readOrders(connection)));
  for (const kind of ['settlement', 'release'] as const)
    await check(`${kind} report`, () => unlessRefused(() => readReportSetting(connection, kind)));
  return allOk;
}

/** The newest of them is read by itself, with the merchant order and the refunds under it: these are what orders close by. */
async function readRecentPayments({ client, account }: ConnectedMerchant): Promise<string> {
  const to = new Date();
  const from = new Date(to.getTime() - WEEK_MS);
  const { rows, total } = await client.searchPayments({ range: { field: 'date_created', from, to } });
  const count = `${total ?? rows.length} payments`;
  const newest = rows.at(-1);
  if (!newest) return count;
  const payment = await client.getPayment(newest.paymentId);
  const told = [`status ${payment.status}`, payment.amountMinor === null ? 'amount not readable' : 'amount readable'];
  told.push(payment.collectorId === account.collectorId ? 'of this account' : 'of another account');
  if (payment.merchantOrderId === null) told.push('no merchant order');
  else {
    const order = await client.getMerchantOrder(payment.merchantOrderId);
    told.push(`merchant order ${order.status} with ${order.payments.length} payments`);
  }
  const refunds = await client.listRefunds({ paymentId: payment.paymentId, currencyId: account.currencyId });
  told.push(`${refunds.length} refunds`);
  return `${count}; one of them: ${told.join(', ')}`;
}

async function readOrders({ client }: ConnectedMerchant): Promise<string> {
  const to = new Date();
  const from = new Date(to.getTime() - WEEK_MS);
  const rows = await client.searchOrders({ externalReference: 'mostrador-verify-no-such-sale', from, to });
  return `${rows.length} rows for a reference that nobody used`;
}

async function readReportSetting({ client }: ConnectedMerchant, kind: 'settlement' | 'release'): Promise<string> {
  const { columns, separator } = await client.getReportConfig(kind);
  return `set up with ${columns.length} columns, separated by ${separator ?? 'nothing that was said'}`;
}

/** For what not every account has, and nothing here depends on: a refusal is an answer. */
async function unlessRefused(read: () => Promise<string>): Promise<string> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof MercadoPagoError) || error.kind !== 'refused') throw error;
    return `not offered or not set up: ${error.status} ${error.code ?? ''}`;
  }
}

async function ask(check: string, read: () => Promise<string>): Promise<VerificationLine> {
  try {
    return { check, isOk: true, found: await read() };
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) return { check, isOk: false, found: String(error) };
    const code = [error.status, error.code].filter((part) => part !== null).join(' ');
    return {
      check,
      isOk: false,
      found: `${error.kind} ${code}${error.requestId ? `, request ${error.requestId}` : ''}`,
    };
  }
}

async function readPicture({ client }: ConnectedMerchant, url: string | null): Promise<string> {
  if (url === null) throw new Error('Mercado Pago gave no address of its picture');
  const text = decodeQrPicture((await client.fetchPicture(url)).bytes);
  if (text === null) throw new Error('the picture holds no code that can be read');
  if (!readEmvco(text)) throw new Error('the code is not an EMVCo text with a right checksum');
  return `${text.length} characters, checksum right`;
}

async function readSlot({ client, account }: ConnectedMerchant, externalPosId: string): Promise<string> {
  try {
    const order = await client.getInStoreOrder({
      userId: account.collectorId,
      externalPosId,
      currencyId: account.currencyId,
    });
    return order === 'empty' ? 'empty, said with an empty list' : 'an order is on it';
  } catch (error) {
    if (error instanceof MercadoPagoError && error.status === 404) return `empty, said with 404 ${error.code ?? ''}`;
    throw error;
  }
}
