'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { BigMoney } from '@/app/_ui/big-money';
import { CheckDisc } from '@/app/_ui/check-disc';
import { Icon } from '@/app/_ui/icon';
import { printerIcon } from '@/app/_ui/icons';
import { useNow } from '@/app/_ui/use-now';
import { nextActionOf } from '@/lib/domain/next-action';
import { surplusOf } from '@/lib/domain/refund';
import { formatMoney } from '@/lib/i18n/format-money';
import { formatClock } from '@/lib/i18n/format-time';
import { paymentMethodName } from '@/lib/i18n/payment-method-name';
import { Shortcut } from '../shortcut';
import { useTillKeys } from '../state/use-till-keys';
import { useTillPlace } from '../till-context';
import type { TillOrder } from '../till-order';
import { approvedPayment } from '../till-view';

/** Money arrived: the whole screen says so until somebody goes on. Shown for a closed order only. */
export function PaidScreen({ order, onNext }: { order: TillOrder; onNext: () => void }) {
  const t = useTranslations('charge');
  const { name, storeName, settings } = useTillPlace();
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus({ preventScroll: true }), []);
  useTillKeys({ Enter: onNext, n: onNext }, settings.keys);
  return (
    <main className="paid-in grid min-h-[calc(100dvh-var(--banner))] grid-rows-[56px_1fr_auto] bg-paid text-on-paid tablet:grid-rows-[64px_1fr_auto] [&_:focus-visible]:outline-white">
      <div className="flex items-center justify-between gap-4 px-4 font-medium tablet:px-6">
        <span className="truncate">
          {name} · {storeName}
        </span>
        <Clock order={order} />
      </div>
      <div className="grid min-w-0 content-center justify-items-center gap-3 p-4 text-center">
        <CheckDisc />
        <h1 className="mt-3 text-[clamp(2rem,1.2rem+2.4vw,3rem)] leading-[1.1] font-semibold tracking-[-0.03em]">
          {t('paid.title')}
        </h1>
        <BigMoney
          minor={order.totalMinor}
          currencyId={order.currencyId}
          cap="paid"
          className="[&_span_span]:text-inherit [&_span_span]:opacity-86"
        />
        <PaidFacts order={order} />
        {nextActionOf(order) === 'refund_surplus' ? (
          <p className="num mt-3 rounded-full bg-warn px-4 py-2 text-[0.9375rem] font-medium whitespace-normal text-on-warn">
            {t('paid.over', { amount: formatMoney(surplusOf(order), order.currencyId) })}{' '}
            <a href={`/orders/${order.id}?refund=surplus`} className="font-semibold underline underline-offset-2">
              {t('paid.giveBack')}
            </a>
          </p>
        ) : null}
      </div>
      <div className="grid gap-3 p-4 tablet:grid-cols-[1fr_auto_1fr] tablet:items-center tablet:p-6">
        <button
          ref={next}
          type="button"
          onClick={onNext}
          className="inline-flex h-16 items-center justify-center gap-3 rounded-xl bg-white px-7 text-[1.125rem] font-semibold text-[#08543a] hover:bg-[#eff7f2] tablet:col-start-2 tablet:min-w-[min(360px,40vw)]"
        >
          {t('key.next')}
          <Shortcut name="Enter" />
        </button>
        <a
          href={`/orders/${order.id}/ticket?paper=${settings.paper}&print=1`}
          target="ticket"
          className="inline-flex h-14 items-center justify-center gap-3 rounded-xl px-6 text-[1.125rem] font-semibold inset-ring-[1.5px] inset-ring-white/50 hover:bg-white/10 tablet:col-start-3 tablet:h-16 tablet:justify-self-end"
        >
          <Icon shape={printerIcon} size={20} />
          {t(settings.ticket ? 'key.copy' : 'key.print')}
        </a>
      </div>
    </main>
  );
}

function Clock({ order }: { order: TillOrder }) {
  const { timeZone } = useTillPlace();
  return <span className="num">{formatClock(useNow(order.readAt, 5_000), timeZone)}</span>;
}

function PaidFacts({ order }: { order: TillOrder }) {
  const t = useTranslations('charge.paid');
  const { timeZone } = useTillPlace();
  const method = paymentMethodName(approvedPayment(order)?.methodId ?? null, useLocale());
  const facts = [
    { label: t('sale'), value: order.externalReference },
    { label: t('method'), value: method },
    { label: t('time'), value: order.closedAt && formatClock(new Date(order.closedAt), timeZone, { seconds: true }) },
  ];
  return (
    <dl className="mt-3 flex flex-wrap justify-center gap-x-7 gap-y-1 text-md max-tablet:flex-col max-tablet:items-center">
      {facts.map(({ label, value }) =>
        value ? (
          <div key={label} className="flex gap-2">
            <dt className="opacity-86">{label}</dt>
            <dd className="num font-semibold">{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
