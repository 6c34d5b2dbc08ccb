import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { classes } from '@/app/_ui/classes';
import { CopiedCode } from '@/app/_ui/copied-code';
import { Money } from '@/app/_ui/money';
import { OrderStatusLabel } from '@/app/_ui/order-status';
import type { ItemRow } from '@/db/reconciliation';
import type { Figures } from '@/lib/domain/reconcile';
import type { CurrencyId } from '@/lib/domain/sites';
import type { Locale } from '@/lib/i18n/locales';
import { paymentMethodName } from '@/lib/i18n/payment-method-name';

/** An order of ours, or the hatched place where one would be. */
export function OurCell({ item, name, currencyId }: { item: ItemRow; name: string; currencyId: CurrencyId }) {
  const t = useTranslations('reconciliation.ledger');
  const { ours, orderId } = item;
  if (!ours || !orderId) {
    const isMissing = item.verdict === 'missing_here';
    return (
      <div>
        <p className="code truncate font-medium" title={name}>
          {name}
        </p>
        <Nothing isMissing={isMissing}>{item.verdict === null ? t('unknown') : t('noOrder')}</Nothing>
      </div>
    );
  }
  const { status, exception } = appliedTo(item) ?? ours;
  return (
    <div className="grid gap-0.5">
      <p className="flex min-w-0 items-baseline justify-between gap-3">
        <Link
          href={`/orders/${orderId}`}
          prefetch={false}
          className="code min-w-0 truncate font-medium hover:underline"
        >
          {name}
        </Link>
        <span className="font-medium">
          <Money minor={ours.totalMinor} currencyId={currencyId} />
        </span>
      </p>
      <p className="flex min-w-0 flex-wrap items-center justify-between gap-x-3 text-xs text-ink-3">
        <OrderStatusLabel status={status} exception={exception} place="plain" />
        <span className="min-w-0 truncate">{[ours.posName, ours.storeName].filter(Boolean).join(', ')}</span>
      </p>
      {ours.refundedMinor > 0 ? <Refunded minor={ours.refundedMinor} currencyId={currencyId} /> : null}
    </div>
  );
}

/** What applying made of ours, once it did. */
function appliedTo({ state, after }: ItemRow): Figures | null {
  return state === 'applied' ? after : null;
}

/** A side that has nothing; hatched where something is missing. */
function Nothing({ isMissing, children }: { isMissing: boolean; children: string }) {
  return (
    <p className={classes('text-xs text-ink-3', isMissing && hatched)}>
      <span className={isMissing ? 'box-decoration-clone bg-surface px-1' : undefined}>{children}</span>
    </p>
  );
}

const hatched = 'rounded-sm bg-[repeating-linear-gradient(135deg,transparent_0_6px,var(--line)_6px_7px)] px-2 py-1.5';

/** What Mercado Pago shows; the figure that differs is boxed. */
export function TheirCell({ item, currencyId, locale }: { item: ItemRow; currencyId: CurrencyId; locale: Locale }) {
  const t = useTranslations('reconciliation.ledger');
  const { theirs, ours } = item;
  if (!theirs) return <p className="text-xs text-ink-3">{t('unknown')}</p>;
  const [merchantOrderId] = theirs.merchantOrderIds;
  const [paymentId] = theirs.paymentIds;
  const id = merchantOrderId ?? paymentId;
  if (id === undefined) {
    const isMissing = item.verdict === 'missing_there';
    return <Nothing isMissing={isMissing}>{t('nothing')}</Nothing>;
  }
  const differs = ours !== null && theirs.paidMinor !== (appliedTo(item) ?? ours).paidMinor;
  const methods = theirs.methodIds.flatMap((method) => paymentMethodName(method, locale) ?? []);
  return (
    <div className="grid gap-0.5">
      <p className="flex min-w-0 items-center justify-between gap-3">
        <span className="flex min-w-0 items-center gap-1">
          <CopiedCode code={id} what={merchantOrderId ? t('orderId') : t('paymentId')} />
        </span>
        <span
          className={classes(
            'font-medium',
            differs && 'rounded-sm bg-warn-tint px-1 text-warn-ink inset-ring inset-ring-warn-line',
          )}
        >
          <Money minor={theirs.paidMinor} currencyId={currencyId} />
        </span>
      </p>
      <p className="text-xs text-ink-3">
        {[t('payments', { count: theirs.paymentIds.length }), ...methods].join(' · ')}
      </p>
      {theirs.refundedMinor > 0 ? <Refunded minor={theirs.refundedMinor} currencyId={currencyId} /> : null}
    </div>
  );
}

function Refunded({ minor, currencyId }: { minor: number; currencyId: CurrencyId }) {
  const t = useTranslations('reconciliation.run');
  return (
    <p className="flex justify-between gap-3 text-xs text-ink-3">
      <span>{t('refunded')}</span>
      <Money minor={-minor} currencyId={currencyId} />
    </p>
  );
}
