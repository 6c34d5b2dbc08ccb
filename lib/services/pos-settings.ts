import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '@/db/merchants';
import { getUnfinishedOrder } from '@/db/orders';
import { getPos, type PosChange, type PosDetail, updatePos } from '@/db/pos';
import { getStore, type StoreRow } from '@/db/stores';
import { differencesOfPos, type PosField } from '@/lib/domain/differences';
import type { Integration, QrMode } from '@/lib/domain/order';
import { categoryProblem, MAX_POS_NAME } from '@/lib/domain/pos';
import { type PreflightFinding, preflight, trialPrices } from '@/lib/domain/preflight';
import type { Merchant } from '@/lib/domain/scope';
import type { SiteId } from '@/lib/domain/sites';
import { textProblem } from '@/lib/domain/text-problem';
import { AppError, type FieldErrorCode } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import type { ReadPos } from '@/lib/mercadopago/wire/pos';
import { type ConnectedMerchant, connected, isAddressPublic } from './accounts';
import { afterAnother, asAppError } from './mercadopago-errors';
import { type Caller, cancelOrder, createOrder } from './orders';
import { placeRefusal } from './place-problems';
import { theirPosOf } from './their-places';
import { unattendedUrlOf } from './unattended-reading';

/** What of a POS can be changed; a property left out stays as it is. */
export type PosRequest = {
  readonly name?: string | undefined;
  readonly category?: number | null | undefined;
  /** Another store to stand in, by its `external_id` or our id. */
  readonly storeKey?: string | undefined;
  readonly isFixedAmount?: boolean | undefined;
  readonly integration?: Integration | undefined;
  readonly mode?: QrMode | undefined;
  readonly unattendedProtocol?: 'v1' | 'v2' | undefined;
};

/**
 * Changes a POS here and at Mercado Pago. Another integration or mode passes the pre-flight first. Throws `not_found`,
 * `invalid_input` naming the field, `conflict` with the findings that block, or what Mercado Pago said.
 */
export async function changePos(caller: Caller, key: string, request: PosRequest): Promise<PosDetail> {
  const { merchant } = caller;
  const pos = await mustGetPos(merchant, key);
  const connection = await connected(merchant);
  if (pos.status !== 'active') throw new AppError('conflict', 'the POS is not in service');
  checkFields(request, connection.account.siteId);
  const store = request.storeKey === undefined ? null : await storeToMoveTo(merchant, request.storeKey);
  const integration = request.integration ?? pos.integration;
  const mode = request.mode ?? (integration === pos.integration ? pos.mode : fittingMode(integration, pos.mode));
  const isSwitched = integration !== pos.integration || mode !== pos.mode;
  if (isSwitched) {
    const findings = await findingsOf(connection, pos, { integration, mode });
    const blocking = findings.filter((finding) => finding.blocks);
    if (blocking.length > 0)
      throw new AppError('conflict', 'the POS cannot charge in this way', {
        fields: { integration: 'not_supported' },
        details: { findings },
      });
  }
  const url = integration === 'unattended' ? unattendedUrlOf(pos) : null;
  const isFixedAmount = request.isFixedAmount ?? pos.isFixedAmount;
  if (url !== null && !isFixedAmount)
    throw new AppError('invalid_input', 'an unattended POS waits for orders', { fields: { fixed_amount: 'invalid' } });
  const name = request.name?.trim();
  const { category } = request;
  const wanted = { name, category, isFixedAmount: request.isFixedAmount, store, url };
  const read = await changeAtMercadoPago(connection, pos, wanted);
  const change: PosChange = {
    isFixedAmount,
    ...(name === undefined ? {} : { name }),
    ...(category === undefined ? {} : { category }),
    ...(store ? { storeId: store.id } : {}),
    ...(read ? { theirs: theirPosOf(read), syncedAt: new Date() } : {}),
    ...(request.unattendedProtocol === undefined ? {} : { unattendedProtocol: request.unattendedProtocol }),
    ...(isSwitched ? { integration, mode, previousIntegration: pos.integration, previousMode: pos.mode } : {}),
    unattendedUrl: url,
  };
  await updatePos(merchant, pos.id, change);
  await writeAudit(merchant, {
    personId: caller.by.personId,
    action: 'pos_changed',
    data: { posId: pos.id, externalPosId: pos.externalPosId, ...change },
  });
  return mustGetPos(merchant, key);
}

/** What speaks against a POS charging in another way, without changing anything. */
export async function preflightPos(
  merchant: Merchant,
  key: string,
  wanted: { integration: Integration; mode: QrMode },
): Promise<PreflightFinding[]> {
  return findingsOf(await connected(merchant), await mustGetPos(merchant, key), wanted);
}

/** Puts a POS back to what it charged with before the last switch. Throws `conflict` when there is nothing to go back to. */
export async function switchPosBack(caller: Caller, key: string): Promise<PosDetail> {
  const pos = await mustGetPos(caller.merchant, key);
  if (!pos.previousIntegration || !pos.previousMode) throw new AppError('conflict', 'this POS was never switched');
  return changePos(caller, key, { integration: pos.previousIntegration, mode: pos.previousMode });
}

/**
 * Charges the smallest amount on an idle POS as it would be charged in this way, whatever way it is charged in now, and
 * cancels it at once. The order stays in the books as canceled. Throws `conflict` with the findings that block, and what
 * charging and canceling throw.
 */
export async function testCharge(
  caller: Caller,
  key: string,
  wanted: { integration: Integration; mode: QrMode },
): Promise<{ orderId: string; isCanceled: boolean }> {
  const pos = await mustGetPos(caller.merchant, key);
  const findings = await findingsOf(await connected(caller.merchant), pos, wanted);
  const blocking = findings.filter((finding) => finding.blocks);
  const unitPrice = trialPrices[wanted.integration];
  if (blocking.length > 0 || unitPrice === null || pos.externalPosId === null)
    throw new AppError('conflict', 'the POS cannot be tried in this way', { details: { findings: blocking } });
  const { body } = await createOrder(
    caller,
    {
      externalPosId: pos.externalPosId,
      title: 'Mostrador',
      items: [{ title: 'Mostrador', unitPrice, quantity: 1 }],
      mode: wanted.mode,
      expiresIn: 60,
    },
    `preflight-${randomUUID()}`,
    wanted.integration,
  );
  const charged = chargeAnswer.parse(body);
  if ('error' in charged)
    throw new AppError(charged.error.code, 'the test charge failed', {
      details: { order_id: charged.error.order_id, mercadopago: charged.error.mercadopago },
    });
  const order = await cancelOrder(caller, charged.id);
  return { orderId: charged.id, isCanceled: order.status === 'canceled' };
}

const chargeAnswer = z.union([
  z.object({ id: z.string() }),
  z.object({
    error: z.object({
      code: z.enum(['mercadopago_refused', 'mercadopago_unavailable']),
      order_id: z.string(),
      mercadopago: z.unknown(),
    }),
  }),
]);

async function findingsOf(
  { client, account, profile: { merchant } }: ConnectedMerchant,
  pos: PosDetail,
  wanted: { integration: Integration; mode: QrMode },
): Promise<PreflightFinding[]> {
  const [store, occupant, existsAtMercadoPago] = await Promise.all([
    getStore(merchant, pos.storeId),
    getUnfinishedOrder(merchant, pos.id),
    pos.mercadopagoPosId === null ? false : exists(() => client.getPos(pos.mercadopagoPosId ?? '')),
  ]);
  return preflight({
    ...wanted,
    siteId: account.siteId,
    hasExternalPosId: pos.externalPosId !== null,
    hasExternalStoreId: Boolean(store?.externalStoreId),
    existsAtMercadoPago,
    isFixedAmount: pos.isFixedAmount,
    hasUnfinishedOrder: occupant !== null,
    isAddressPublic: isAddressPublic(),
  });
}

async function exists(read: () => Promise<unknown>): Promise<boolean> {
  try {
    await read();
    return true;
  } catch (error) {
    if (error instanceof MercadoPagoError && error.status === 404) return false;
    throw asAppError(error);
  }
}

/** What is asked for; what is not stays there as it is there, which may be something else than here. */
type Wanted = {
  readonly name: string | undefined;
  readonly category: number | null | undefined;
  readonly isFixedAmount: boolean | undefined;
  readonly store: StoreRow | null;
  readonly url: string | null;
};

/**
 * What Mercado Pago says afterwards, or null when there was nothing to tell it. Throws what it said, and
 * `mercadopago_unavailable` with `details.why` when something may have changed there all the same.
 */
async function changeAtMercadoPago(
  { client }: ConnectedMerchant,
  pos: PosDetail,
  wanted: Wanted,
): Promise<ReadPos | null> {
  const { mercadopagoPosId: posId } = pos;
  if (posId === null || isAlready(pos, wanted)) return null;
  const { url } = wanted;
  const settingsOver = (theirs: ReadPos) => ({
    name: wanted.name ?? theirs.name ?? pos.name,
    category: wanted.category === undefined ? theirs.category : wanted.category,
    fixedAmount: wanted.isFixedAmount ?? theirs.fixedAmount ?? pos.isFixedAmount,
    storeId: wanted.store?.mercadopagoStoreId ?? theirs.storeId ?? '',
    url,
  });
  try {
    const settings = settingsOver(await client.getPos(posId));
    const changed = await client.updatePos({ posId, settings });
    // With an address left over Mercado Pago would go on asking us, and no order of ours would be seen.
    if (url !== null || changed.url === null) return changed;
    return await client.updatePos({ posId, settings, clearsUrl: true }).catch((failure: unknown) => {
      throw isLost(failure) ? failure : afterAnother(placeRefusal(failure, 'pos'));
    });
  } catch (error) {
    if (!isLost(error)) throw placeRefusal(error, 'pos');
    // What it is there now tells that it arrived, and never that it did not: it may be on its way still.
    const read = await client.getPos(posId).catch(() => {
      throw placeRefusal(error, 'pos');
    });
    const settings = settingsOver(read);
    const isAsWanted = read.name === settings.name && read.category === settings.category && read.url === url;
    if (isAsWanted && read.fixedAmount === settings.fixedAmount && read.storeId === settings.storeId) return read;
    throw placeRefusal(error, 'pos');
  }
}

function isLost(error: unknown): boolean {
  return error instanceof MercadoPagoError && error.kind === 'unknown_outcome';
}

/** Whether what is asked for is so here, and was so there when they were last heard. */
function isAlready(pos: PosDetail, { name, category, isFixedAmount, store, url }: Wanted): boolean {
  const asked: Readonly<Record<PosField, boolean>> = {
    name: name !== undefined,
    category: category !== undefined,
    fixed_amount: isFixedAmount !== undefined,
    store: store !== null,
  };
  const isSameHere =
    (name ?? pos.name) === pos.name &&
    (category === undefined ? pos.category : category) === pos.category &&
    (isFixedAmount ?? pos.isFixedAmount) === pos.isFixedAmount &&
    (store?.id ?? pos.storeId) === pos.storeId &&
    url === pos.unattendedUrl;
  return isSameHere && !differencesOfPos({ ...pos, ignored: {} }).some(({ field }) => asked[field]);
}

async function storeToMoveTo(merchant: Merchant, storeKey: string): Promise<StoreRow> {
  const store = await getStore(merchant, storeKey);
  if (store?.mercadopagoStoreId == null || store.status !== 'active')
    throw new AppError('invalid_input', 'no such store', { fields: { external_store_id: 'not_found' } });
  return store;
}

async function mustGetPos(merchant: Merchant, key: string): Promise<PosDetail> {
  const pos = await getPos(merchant, key);
  if (!pos) throw new AppError('not_found', 'no such POS');
  return pos;
}

function checkFields({ name, category }: PosRequest, siteId: SiteId): void {
  const fields: Record<string, FieldErrorCode> = {};
  const badName = name === undefined ? null : textProblem(name, MAX_POS_NAME);
  if (badName) fields.name = badName;
  const badCategory = category === undefined ? null : categoryProblem(siteId, category);
  if (badCategory) fields.category = badCategory;
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', 'the POS would be refused', { fields });
}

function fittingMode(integration: Integration, mode: QrMode): QrMode {
  return integration === 'attended_v1' || integration === 'unattended' ? 'static' : mode;
}
