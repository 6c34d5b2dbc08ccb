import fc from 'fast-check';
import type { ObservedMerchantOrder, ObservedPayment, PaymentStatus } from '@/lib/domain/merchant-order';
import { lookSources } from '@/lib/domain/order';
import type { OrderCreated, OrderInput, SlotFinding } from '@/lib/domain/order-state';

/*
 * Random Mercado Pagos for one sale of ours: up to four scans of up to five payments each, and what anybody could read
 * of them, in any order and at any stage. A world knows more than a read says, so that tests can compare.
 */

export const externalReference = 'SALE-0001';
export const collectorId = '100001';
export const createdAt = new Date('2026-03-01T12:00:00.000Z');
export const expiresAt = new Date('2026-03-01T12:10:00.000Z');

/** The first event of the sale. */
export function createdWith(totalMinor: number): OrderCreated {
  return {
    type: 'created',
    currencyId: 'ARS',
    totalMinor,
    collectorId,
    externalReference,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

/** A moment of the sale, counted from its creation. */
export function at(seconds: number): Date {
  return new Date(createdAt.getTime() + seconds * 1000);
}

/** One payment's life: what it reads as at each stage, oldest first. */
export type PaymentLife = readonly [ObservedPayment, ...ObservedPayment[]];

/** One merchant order's: its row, the statuses that it goes through, its payments. */
export type Scan = {
  readonly row: Omit<ObservedMerchantOrder, 'status' | 'payments'>;
  readonly statuses: readonly ObservedMerchantOrder['status'][];
  readonly payments: readonly PaymentLife[];
};

export type World = { readonly totalMinor: number; readonly scans: readonly Scan[] };

/** Something that happens to the order so long after what happened before. */
export type Step = { readonly afterMs: number; readonly input: OrderInput };

type Stage = { readonly status: PaymentStatus; readonly refundedShare: number };

const plainLives: readonly (readonly Stage[])[] = [
  ['approved'],
  ['rejected'],
  ['rejected', 'approved'],
  ['pending', 'in_process', 'approved'],
  ['in_process', 'rejected'],
  ['authorized', 'cancelled'],
  ['approved', 'refunded'],
  ['refunded'],
  ['approved', 'in_mediation', 'approved'],
  ['approved', 'in_mediation', 'refunded'],
  ['approved', 'charged_back'],
  ['unknown', 'approved'],
  ['pending', 'cancelled'],
].map((life) => life.map((status) => ({ status: status as PaymentStatus, refundedShare: 0 })));

const lives: readonly (readonly Stage[])[] = [
  ...plainLives,
  [
    { status: 'approved', refundedShare: 0 },
    { status: 'approved', refundedShare: 0.3 },
    { status: 'approved', refundedShare: 0.7 },
  ],
  [
    { status: 'approved', refundedShare: 0.5 },
    { status: 'refunded', refundedShare: 1 },
  ],
  // More given back than was paid, as some answers have said.
  [{ status: 'approved', refundedShare: 1.5 }],
];

/**
 * A world whose amounts are near the total, so that less, exactly and more than it all happen often. Half of them are
 * odd: there money can be somebody else's, in another currency, unreadable, or of an earlier sale.
 */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    totalMinor: fc.integer({ min: 1, max: 400 }),
    scanCount: fc.integer({ min: 0, max: 4 }),
    isOdd: fc.boolean(),
  })
  .chain(({ totalMinor, scanCount, isOdd }) =>
    fc.record({
      totalMinor: fc.constant(totalMinor),
      scans: fc.tuple(...Array.from({ length: scanCount }, (_, index) => scanOf(index, totalMinor, isOdd))),
    }),
  );

function scanOf(index: number, totalMinor: number, isOdd: boolean): fc.Arbitrary<Scan> {
  const merchantOrderId = `${7000 + index}`;
  const rare = <Value>(usual: Value, odd: readonly Value[]) =>
    isOdd ? fc.constantFrom(...Array<Value>(8).fill(usual), ...odd) : fc.constant(usual);
  return fc.integer({ min: 0, max: 5 }).chain((paymentCount) =>
    fc.record({
      row: fc.record({
        merchantOrderId: fc.constant(merchantOrderId),
        externalReference: rare<string | null>(externalReference, ['SALE-0002', null]),
        collectorId: rare<string | null>(collectorId, ['999', null]),
        totalMinor: fc.constant(totalMinor),
        createdAt: rare<Date | null>(at(20), [at(-600), at(-3600), null]),
        lastUpdatedAt: fc.constant(at(60)),
      }),
      statuses: fc.constantFrom<Scan['statuses'][number][][]>(
        ['opened'],
        ['opened', 'closed'],
        ['opened', 'expired'],
        ['unknown', 'opened'],
        ['closed'],
      ),
      payments: fc.tuple(
        ...Array.from({ length: paymentCount }, (_, number) =>
          paymentOf({ paymentId: `${9000 + index * 10 + number}`, merchantOrderId, totalMinor, isOdd }),
        ),
      ),
    }),
  );
}

function paymentOf(about: {
  paymentId: string;
  merchantOrderId: string;
  totalMinor: number;
  isOdd: boolean;
}): fc.Arbitrary<PaymentLife> {
  const { paymentId, merchantOrderId, totalMinor, isOdd } = about;
  const amounts = fc.oneof(
    { weight: 3, arbitrary: fc.constant(totalMinor) },
    { weight: 4, arbitrary: fc.integer({ min: 1, max: totalMinor }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: totalMinor * 3 }) },
  );
  return fc
    .record({
      stages: fc.constantFrom(...lives),
      currencyId: isOdd ? fc.constantFrom('ARS', 'ARS', 'ARS', 'ARS', 'ARS', 'USD', null) : fc.constant('ARS'),
      amountMinor: isOdd ? fc.option(amounts, { freq: 8 }) : amounts,
      paidAtSeconds: fc.integer({ min: 1, max: 900 }),
    })
    .map(({ stages, currencyId, amountMinor, paidAtSeconds }) => {
      const read = ({ status, refundedShare }: Stage, stage: number): ObservedPayment => ({
        paymentId,
        merchantOrderId,
        status,
        statusDetail: `${status}_detail`,
        currencyId,
        amountMinor,
        refundedMinor: Math.round((amountMinor ?? 0) * refundedShare),
        methodId: 'account_money',
        approvedAt: status === 'approved' ? at(paidAtSeconds) : null,
        lastModifiedAt: at(paidAtSeconds + stage),
      });
      const [first, ...rest] = stages.map(read);
      if (!first) throw new Error('a life has at least one stage');
      return [first, ...rest];
    });
}

/** What one search of a world could answer: any of its scans, each at any stage, with any of its payments at any stage. */
export function snapshotOf(world: World): fc.Arbitrary<readonly ObservedMerchantOrder[]> {
  return fc
    .tuple(...world.scans.map((scan) => fc.option(readOf(scan))))
    .map((rows) => rows.flatMap((row) => row ?? []));
}

function readOf(scan: Scan): fc.Arbitrary<ObservedMerchantOrder> {
  return fc
    .record({
      status: fc.constantFrom(...scan.statuses),
      payments: fc.tuple(...scan.payments.map((life) => fc.option(fc.constantFrom(...life), { freq: 4 }))),
    })
    .map(({ status, payments }) => ({ ...scan.row, status, payments: payments.flatMap((payment) => payment ?? []) }));
}

/** The whole world as it is in the end. */
export function lastReadOf(world: World): ObservedMerchantOrder[] {
  return world.scans.map((scan) => ({
    ...scan.row,
    status: scan.statuses.at(-1) ?? 'unknown',
    payments: scan.payments.map((life) => life.at(-1) ?? life[0]),
  }));
}

const source = fc.constantFrom(...lookSources);

/** A look that found what a world can show. */
export function looks(world: World, slots: readonly SlotFinding[]): fc.Arbitrary<OrderInput> {
  return fc
    .record({ source, slot: fc.constantFrom(...slots), merchantOrders: snapshotOf(world) })
    .map((look) => ({ type: 'observed', ...look }));
}

/** True for a row that is this sale's: its reference, and not an earlier use of it. */
export function isOfThisSale(row: Pick<ObservedMerchantOrder, 'externalReference' | 'createdAt'>): boolean {
  return row.externalReference === externalReference && (row.createdAt === null || row.createdAt >= at(-15 * 60));
}

/** Payments of this sale and of our collector, read one by one: what is not ours is never asked for. */
export function paymentReads(world: World): fc.Arbitrary<OrderInput> {
  const ours = world.scans
    .filter((scan) => scan.row.collectorId === collectorId && isOfThisSale(scan.row))
    .flatMap((scan) => scan.payments);
  const reads = ours.length > 0 ? fc.array(fc.constantFrom(...ours.flat()), { maxLength: 3 }) : fc.constant([]);
  return fc.record({ source, payments: reads }).map((read) => ({ type: 'payments_observed', ...read }));
}

/** Anything that can happen to an order. */
export function inputs(world: World): fc.Arbitrary<OrderInput> {
  const told = fc.option(fc.constantFrom('QR', 'ORD01'));
  const plain = fc.oneof(
    fc
      .record({ qrData: told, providerOrderId: told })
      .map<OrderInput>((answer) => ({ type: 'publish_confirmed', ...answer })),
    fc.constantFrom<OrderInput[]>(
      { type: 'publish_refused', code: 'pos_not_found', message: 'no such POS' },
      { type: 'publish_not_sent', message: null },
      { type: 'publish_unknown', reason: 'timeout' },
      { type: 'cancel_requested' },
      { type: 'cancel_confirmed' },
    ),
    fc
      .option(fc.constantFrom(at(-1), at(0), at(599.999), at(600), at(3600)))
      .map<OrderInput>((lookedAt) => ({ type: 'time_passed', lookedAt })),
  );
  return fc.oneof(
    { weight: 3, arbitrary: plain },
    { weight: 4, arbitrary: looks(world, ['ours', 'absent', 'unread']) },
    { weight: 1, arbitrary: paymentReads(world) },
  );
}

/** A world and everything that happens to its order, with the time between. */
export const stories: fc.Arbitrary<{ world: World; steps: readonly Step[] }> = worlds.chain((world) =>
  fc.record({
    world: fc.constant(world),
    steps: fc.array(
      fc.record({ afterMs: fc.constantFrom(0, 1, 900, 14_000, 31_000, 300_000, 1_200_000), input: inputs(world) }),
      { minLength: 1, maxLength: 20 },
    ),
  }),
);
