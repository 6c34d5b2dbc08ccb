import { type Account, siteOf } from './accounts';
import { readAmountText } from './amount';
import { findUnknownField, isRecord } from './json-value';
import { type Refusal, refuseOrder } from './refusal';
import { type Call, readToken } from './route';

/** What a body of the Orders API says, read and checked. */
export type OrderBody = {
  externalReference: string;
  externalPosId: string;
  mode: 'static' | 'dynamic' | 'hybrid';
  amountMinor: number;
  expirationTime: string;
  lifeMs: number;
  description: string;
  items: Record<string, unknown>[];
};

const fields = [
  'type',
  'external_reference',
  'description',
  'total_amount',
  'expiration_time',
  'processing_mode',
  'marketplace_fee',
  'config',
  'transactions',
  'items',
  'discounts',
  'integration_data',
];
const itemFields = ['title', 'unit_price', 'quantity', 'unit_measure', 'external_code', 'external_categories'];
const methodTypes = ['debit_card', 'credit_card', 'account_money', 'prepaid_card'];
const shortestLifeMs = 30_000;
const longestLifeMs = 3_600 * 3_600_000;

/**
 * Reads the body of a new order.
 * Source: the public reference of /v1/orders (create order, in-person payments with QR code).
 */
export function readOrderBody(call: Call, account: Account): OrderBody {
  const { body } = call;
  if (!isRecord(body)) throw refuseOrder(400, 'bad_request', 'The body must be an object');
  if (!siteOf(account).hasOrdersApiForQr) {
    throw refuseOrder(400, 'unsupported_site', `Orders of type qr are not supported in ${account.siteId}`);
  }
  checkInstalments(body);
  checkKnown(body, fields, '');
  if (body.type !== 'qr') throw refuseValue('type', 'must be qr');
  if (body.processing_mode !== undefined && body.processing_mode !== 'automatic') {
    throw refuseValue('processing_mode', 'must be automatic');
  }
  const externalReference = readText(body.external_reference, 'external_reference', 64);
  if (!/^[A-Za-z0-9_-]+$/.test(externalReference)) {
    throw refuseValue('external_reference', 'takes letters, digits, _ and - only');
  }
  const { externalPosId, mode } = readConfig(body.config);
  const amountMinor = readTransactions(body.transactions, account);
  if (body.total_amount !== undefined && readMoney(body.total_amount, 'total_amount', account) !== amountMinor) {
    throw refuseValue('total_amount', 'must equal the sum of the transactions');
  }
  const expirationTime =
    body.expiration_time === undefined ? 'PT15M' : readText(body.expiration_time, 'expiration_time', 64);
  const description = body.description === undefined ? '' : readText(body.description, 'description', 150);
  const items = readItems(body.items, account);
  checkDiscounts(body.discounts, account);
  checkIntegration(call, account, body.integration_data);
  checkFee(call, account, body.marketplace_fee);
  return {
    externalReference,
    externalPosId,
    mode,
    amountMinor,
    expirationTime,
    lifeMs: readLifeMs(expirationTime),
    description,
    items,
  };
}

/** QR knows no instalments; the terminals' way of asking for them beside discounts has an error of its own. That is inferred. */
function checkInstalments({ config, discounts }: Record<string, unknown>): void {
  const method = isRecord(config) ? config.payment_method : undefined;
  if (discounts === undefined || !isRecord(method) || method.default_installments === undefined) return;
  throw refuseOrder(400, 'discounts_not_allowed_with_installments', 'Discounts and instalments exclude each other');
}

function readConfig(value: unknown): Pick<OrderBody, 'externalPosId' | 'mode'> {
  if (!isRecord(value) || !isRecord(value.qr)) throw refuseValue('config.qr', 'is required');
  checkKnown(value, ['qr'], 'config.');
  checkKnown(value.qr, ['external_pos_id', 'mode'], 'config.qr.');
  const externalPosId = readText(value.qr.external_pos_id, 'config.qr.external_pos_id', 40);
  const mode = value.qr.mode ?? 'static';
  if (mode !== 'static' && mode !== 'dynamic' && mode !== 'hybrid') {
    throw refuseValue('config.qr.mode', 'must be static, dynamic or hybrid');
  }
  return { externalPosId, mode };
}

function readTransactions(value: unknown, account: Account): number {
  if (!isRecord(value)) throw refuseValue('transactions', 'is required');
  if (value.cash_outs !== undefined) {
    throw refuseOrder(400, 'seller_configuration', 'The seller is not set up for cash outs');
  }
  checkKnown(value, ['payments'], 'transactions.');
  const { payments } = value;
  if (!Array.isArray(payments) || payments.length !== 1) {
    throw refuseValue('transactions.payments', 'must hold exactly one payment');
  }
  const payment: unknown = payments[0];
  if (!isRecord(payment)) throw refuseType('transactions.payments[0]', 'must be an object');
  checkKnown(payment, ['amount'], 'transactions.payments[0].');
  const minor = readMoney(payment.amount, 'transactions.payments[0].amount', account);
  if (minor === 0) throw refuseValue('transactions.payments[0].amount', 'must be positive');
  return minor;
}

function readItems(value: unknown, account: Account): Record<string, unknown>[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw refuseType('items', 'must be an array');
  if (value.length > 10) throw refuseValue('items', 'takes at most 10');
  return value.map((item: unknown, index) => {
    const name = `items[${index}]`;
    if (!isRecord(item)) throw refuseType(name, 'must be an object');
    checkKnown(item, itemFields, `${name}.`);
    readText(item.title, `${name}.title`, 150);
    readMoney(item.unit_price, `${name}.unit_price`, account);
    if (typeof item.quantity !== 'number') throw refuseType(`${name}.quantity`, 'must be an integer');
    if (!Number.isInteger(item.quantity) || item.quantity < 1)
      throw refuseValue(`${name}.quantity`, 'must be positive');
    if (item.unit_measure !== undefined) readText(item.unit_measure, `${name}.unit_measure`, 10);
    if (item.external_code !== undefined) readText(item.external_code, `${name}.external_code`, 30);
    checkCategories(item.external_categories, name);
    return item;
  });
}

function checkCategories(value: unknown, name: string): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) throw refuseType(`${name}.external_categories`, 'must be an array');
  for (const category of value) {
    if (!isRecord(category)) throw refuseType(`${name}.external_categories`, 'must hold objects');
    readText(category.id, `${name}.external_categories.id`, 10);
  }
}

/** The reference says that discounts and categories of items exclude each other; its own sample has both, so both are taken. */
function checkDiscounts(value: unknown, account: Account): void {
  if (value === undefined) return;
  const methods = isRecord(value) ? value.payment_methods : undefined;
  if (!Array.isArray(methods) || methods.length > 4) {
    throw refuseValue('discounts.payment_methods', 'must hold at most 4 entries');
  }
  for (const method of methods) {
    if (!isRecord(method) || !methodTypes.some((type) => type === method.type)) {
      throw refuseValue('discounts.payment_methods.type', `must be one of ${methodTypes.join(', ')}`);
    }
    readMoney(method.new_total_amount, 'discounts.payment_methods.new_total_amount', account);
  }
}

function checkIntegration(call: Call, account: Account, value: unknown): void {
  if (value === undefined) return;
  if (!isRecord(value)) throw refuseType('integration_data', 'must be an object');
  checkKnown(value, ['platform_id', 'integrator_id', 'sponsor'], 'integration_data.');
  if (value.integrator_id !== undefined && !/^dev_/.test(String(value.integrator_id))) {
    throw refuseValue('integration_data.integrator_id', 'must start with dev_');
  }
  if (value.sponsor === undefined) return;
  const id = isRecord(value.sponsor) ? String(value.sponsor.id) : '';
  const known = call.simulation.world.accounts.get(Number(id));
  const isValid = /^[1-9]\d{0,14}$/.test(id) && Number(id) !== account.userId;
  if (!isValid || (known && known.siteId !== account.siteId)) {
    throw refuseOrder(400, 'sponsor_id_not_valid', 'The sponsor is not valid');
  }
}

/** A fee is for applications that act for the seller, never for the seller's own token. */
function checkFee(call: Call, account: Account, value: unknown): void {
  if (value === undefined) return;
  readMoney(value, 'marketplace_fee', account);
  const { applications, grants } = call.simulation.world;
  const grant = grants.get(readToken(call));
  if (!grant) {
    throw refuseOrder(404, 'marketplace_fee_not_allowed', 'A marketplace fee needs a token granted by OAuth');
  }
  if (applications.get(grant.clientId)?.isMarketplace !== false) return;
  throw refuseOrder(400, 'marketplace_not_valid', 'The application is not a marketplace');
}

/** An ISO 8601 duration from 30 seconds to 3600 hours. */
function readLifeMs(text: string): number {
  const match = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/.exec(text);
  if (!match || /[PT]$/.test(text)) throw refuseValue('expiration_time', 'must be an ISO 8601 duration');
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  const lifeMs = ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
  if (lifeMs >= shortestLifeMs && lifeMs <= longestLifeMs) return lifeMs;
  throw refuseValue('expiration_time', 'must be from PT30S to PT3600H');
}

/** Reads an amount written as text. Two decimals are taken everywhere, though only as zeros where the currency has none. */
export function readMoney(value: unknown, name: string, account: Account): number {
  if (typeof value !== 'string') throw refuseType(name, 'must be a string');
  const minor = readAmountText(value, siteOf(account).decimals);
  if (minor === null) throw refuseValue(name, `must be an amount with at most ${siteOf(account).decimals} decimals`);
  return minor;
}

function readText(value: unknown, name: string, longest: number): string {
  if (value === undefined || value === null) throw refuseValue(name, 'is required');
  if (typeof value !== 'string') throw refuseType(name, 'must be a string');
  if (value.length === 0 || value.length > longest) throw refuseValue(name, `must have 1 to ${longest} characters`);
  return value;
}

function checkKnown(record: Record<string, unknown>, known: string[], prefix: string): void {
  const unknown = findUnknownField(record, known);
  if (unknown === null) return;
  throw refuseOrder(400, 'unsupported_properties', 'There are properties that are not supported', [
    `${prefix}${unknown}`,
  ]);
}

function refuseValue(name: string, what: string): Refusal {
  return refuseOrder(400, 'property_value', 'The value of a property is not valid', [`${name}: ${what}`]);
}

function refuseType(name: string, what: string): Refusal {
  return refuseOrder(400, 'property_type', 'The type of a property is not valid', [`${name}: ${what}`]);
}
