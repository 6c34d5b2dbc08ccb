import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '@/db/merchants';
import { getUnfinishedOrder } from '@/db/orders';
import { getPos, type PosChange, type PosDetail, updatePos } from '@/db/pos';
import { getStore } from '@/db/stores';
import type { Integration, QrMode } from '@/lib/domain/order';
import { type PreflightFinding, preflight, trialPrices } from '@/lib/domain/preflight';
import type { Merchant } from '@/lib/domain/scope';
import { AppError, type FieldErrorCode } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { type ConnectedMerchant, connected, isAddressPublic, publicAddress } from './accounts';
import { asAppError } from './mercadopago-errors';
import { type Caller, cancelOrder, createOrder } from './orders';

/** What of a POS can be changed; a property left out stays as it is. */
export type PosRequest = {
  readonly name?: string | undefined;
  readonly category?: number | null | undefined;
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
  checkName(request.name);
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
  const url = integration === 'unattended' ? unattendedUrl(pos) : null;
  await changeAtMercadoPago(connection, pos, {
    name: request.name ?? pos.name,
    category: request.category === undefined ? pos.category : request.category,
    url,
  });
  const change: PosChange = {
    ...(request.name === undefined ? {} : { name: request.name }),
    ...(request.category === undefined ? {} : { category: request.category }),
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

async function changeAtMercadoPago(
  { client }: ConnectedMerchant,
  pos: PosDetail,
  wanted: { name: string; category: number | null; url: string | null },
): Promise<void> {
  const isSame = wanted.name === pos.name && wanted.category === pos.category && wanted.url === pos.unattendedUrl;
  if (isSame || pos.mercadopagoPosId === null) return;
  try {
    const theirs = await client.getPos(pos.mercadopagoPosId);
    const update = {
      posId: pos.mercadopagoPosId,
      settings: { ...wanted, fixedAmount: true, storeId: theirs.storeId ?? '' },
    };
    const changed = await client.updatePos(update);
    // With an address left over Mercado Pago would go on asking us, and no order of ours would be seen.
    if (wanted.url === null && changed.url !== null) await client.updatePos({ ...update, clearsUrl: true });
  } catch (error) {
    throw asAppError(error);
  }
}

async function mustGetPos(merchant: Merchant, key: string): Promise<PosDetail> {
  const pos = await getPos(merchant, key);
  if (!pos) throw new AppError('not_found', 'no such POS');
  return pos;
}

/** Mercado Pago says "less than 45 characters" in one place and "up to 45" in another: at most 44 pleases both. */
function checkName(name: string | undefined): void {
  if (name === undefined) return;
  const problem: FieldErrorCode | null = name.trim() === '' ? 'required' : name.length > 44 ? 'too_long' : null;
  if (problem) throw new AppError('invalid_input', 'bad name', { fields: { name: problem } });
}

function fittingMode(integration: Integration, mode: QrMode): QrMode {
  return integration === 'attended_v1' || integration === 'unattended' ? 'static' : mode;
}

function unattendedUrl(pos: PosDetail): string {
  return `${publicAddress()}/api/pos/${pos.unattendedKey}/order`;
}
