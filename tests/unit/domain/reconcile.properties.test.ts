import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { begin, decide, type OrderState, paidMinor } from '@/lib/domain/order-state';
import {
  afterApplying,
  compareOrder,
  compareOrphan,
  figuresOf,
  isSettledVerdict,
  type Theirs,
} from '@/lib/domain/reconcile';
import {
  at,
  collectorId,
  createdWith,
  externalReference,
  lastReadOf,
  type Step,
  stories,
  type World,
} from './order-worlds';

// Random input takes its time where others keep the machine busy.
vi.setConfig({ testTimeout: 30_000 });

/** An order that lived through some of a story, and all that Mercado Pago shows in the end. */
const sides = stories.map(({ world, steps }) => {
  const { order, now } = play(world, steps);
  return { order, now, theirs: theirsOf(world) };
});

describe('comparing an order with a complete reading', () => {
  test('agrees with what applying does: after applying, applying again changes nothing', () => {
    fc.assert(
      fc.property(sides, ({ order, theirs, now }) => {
        const { after } = compareOrder(order, theirs, now);
        const applied = afterApplying(order, theirs, now);
        expect(after ?? figuresOf(order)).toEqual(figuresOf(applied));
        expect(compareOrder(applied, theirs, now).after).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  test('never takes money out of the books and never reopens what is closed', () => {
    fc.assert(
      fc.property(sides, ({ order, theirs, now }) => {
        const applied = afterApplying(order, theirs, now);
        expect(paidMinor(applied)).toBeGreaterThanOrEqual(paidMinor(order));
        if (order.status === 'closed') expect(applied.status).toBe('closed');
      }),
      { numRuns: 2_000 },
    );
  });

  test('is settled exactly when both sides have the same money and applying would change none of it', () => {
    fc.assert(
      fc.property(sides, ({ order, theirs, now }) => {
        const comparison = compareOrder(order, theirs, now);
        const ours = figuresOf(order);
        if (!isSettledVerdict(comparison.verdict)) return;
        expect(comparison.theirs).toMatchObject({ paidMinor: ours.paidMinor, refundedMinor: ours.refundedMinor });
        expect(comparison.after?.status ?? ours.status).toBe(ours.status);
      }),
      { numRuns: 2_000 },
    );
  });

  test('does not depend on the order in which things are shown, or on showing them twice', () => {
    fc.assert(
      fc.property(sides, fc.nat(), ({ order, theirs, now }, turn) => {
        const reversed: Theirs = {
          merchantOrders: [...theirs.merchantOrders].reverse(),
          payments: [...theirs.payments, ...theirs.payments.slice(turn % (theirs.payments.length + 1))].reverse(),
        };
        expect(compareOrder(order, reversed, now)).toEqual(compareOrder(order, theirs, now));
      }),
      { numRuns: 1_000 },
    );
  });
});

test('money without an order is worth what an order of it would have', () => {
  fc.assert(
    fc.property(sides, ({ theirs }) => {
      const seen = compareOrphan({ collectorId, currencyId: 'ARS' }, theirs);
      const counted = new Map(
        theirs.payments
          .filter(({ status }) => ['approved', 'refunded', 'in_mediation', 'charged_back'].includes(status))
          .filter((payment) => payment.collectorId === collectorId && payment.currencyId === 'ARS')
          .map((payment) => [payment.paymentId, Math.max(payment.amountMinor ?? 0, 0)]),
      );
      expect(seen.theirs.paidMinor).toBe([...counted.values()].reduce((sum, minor) => sum + minor, 0));
      if (seen.theirs.paidMinor > 0) expect(seen.verdict).toBe('missing_here');
      expect(seen.after).toBeNull();
    }),
    { numRuns: 1_000 },
  );
});

function play(world: World, steps: readonly Step[]): { order: OrderState; now: Date } {
  let order = begin(createdWith(world.totalMinor));
  let now = at(0);
  for (const { afterMs, input } of steps) {
    now = new Date(now.getTime() + afterMs);
    order = decide(order, input, now).order;
  }
  return { order, now };
}

/** All that the searches show of the reference in the end: every scan, and every payment by itself as well. */
function theirsOf(world: World): Theirs {
  const merchantOrders = lastReadOf(world).filter((row) => row.externalReference === externalReference);
  const payments = merchantOrders.flatMap(({ payments: made, collectorId: of, createdAt }) =>
    made.map((payment) => ({ ...payment, collectorId: of, createdAt, posId: null })),
  );
  return { merchantOrders, payments };
}
