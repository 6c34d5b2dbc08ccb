'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { BigMoney } from '@/app/_ui/big-money';
import { CheckDisc } from '@/app/_ui/check-disc';
import { classes } from '@/app/_ui/classes';
import { CountdownRing } from '@/app/_ui/countdown-ring';
import { QrCode } from '@/app/_ui/qr-code';
import { StatusShape } from '@/app/_ui/status-shape';
import { useNow } from '@/app/_ui/use-now';
import { formatClock } from '@/lib/i18n/format-time';
import { type ScreenView, useScreenView } from './use-screen-view';

type ScreenPlace = {
  readonly key: string;
  readonly posName: string;
  readonly merchantName: string;
  readonly timeZone: string;
};

/** The whole screen for a customer: whose it is, the amount, what to do, and in full colour that it is paid. */
export function ScreenBoard({ initial, place }: { initial: ScreenView; place: ScreenPlace }) {
  const seen = useScreenView(place.key, initial);
  const isPaid = seen.kind === 'view' && seen.view.kind === 'paid';
  return (
    <div
      className={classes(
        'grid min-h-[calc(100dvh-var(--banner))] grid-rows-[auto_1fr]',
        isPaid ? 'paid-in bg-paid text-on-paid' : 'bg-surface',
      )}
    >
      <header className="flex items-center justify-between gap-4 px-5 py-4 text-md font-medium tablet:px-8">
        <h1 className="min-w-0 truncate">
          {place.merchantName} · {place.posName}
        </h1>
        <Clock serverNow={initial.readAt} timeZone={place.timeZone} />
      </header>
      <main
        aria-live={isPaid ? 'assertive' : 'polite'}
        className="grid min-w-0 content-center justify-items-center gap-[clamp(12px,2.5dvh,28px)] px-5 pb-8 text-center"
      >
        {seen.kind === 'lost' ? <Lost /> : <Shown view={seen.view} />}
      </main>
    </div>
  );
}

function Clock({ serverNow, timeZone }: { serverNow: string; timeZone: string }) {
  return <span className="num">{formatClock(useNow(serverNow, 5_000), timeZone)}</span>;
}

function Lost() {
  const t = useTranslations('screen');
  return <Words title={t('lost')} detail={t('lostDetail')} shape="dashed-ring-question" />;
}

function Shown({ view }: { view: ScreenView }) {
  const t = useTranslations('screen');
  switch (view.kind) {
    case 'idle':
      return <Words title={t('idle')} detail={t('idleDetail')} />;
    case 'paid':
      return (
        <>
          <CheckDisc />
          <Words title={t('paid')} detail={t('paidDetail')} />
          <BigMoney
            minor={view.totalMinor}
            currencyId={view.currencyId}
            cap="paid"
            className="[&_span_span]:text-inherit [&_span_span]:opacity-86"
          />
        </>
      );
    case 'waiting':
      return (
        <>
          <BigMoney minor={view.totalMinor} currencyId={view.currencyId} cap="till" />
          <Code view={view} />
          <Words title={t('waiting')} detail={view.qr ? t('waitingDetail') : t('noCode')} />
          <TimeLeft view={view} />
        </>
      );
    case 'rejected':
      return (
        <>
          <Words title={t('rejected')} detail={t('rejectedDetail')} shape="ring-cross" />
          <Code view={view} />
          <BigMoney minor={view.totalMinor} currencyId={view.currencyId} cap="typed" />
          <TimeLeft view={view} />
        </>
      );
    case 'preparing':
    case 'in_process':
    case 'asking':
      return (
        <>
          <BigMoney minor={view.totalMinor} currencyId={view.currencyId} cap="till" />
          <Words title={t(view.kind)} detail={t(`${view.kind}Detail`)} />
        </>
      );
  }
}

function Code({ view }: { view: ScreenView }) {
  const t = useTranslations('screen');
  if (!view.qr) return null;
  return (
    <div className="w-[min(100%,46dvh,520px)] rounded-xl bg-white shadow-[0_0_0_1px_rgb(27_26_23/0.1)]">
      <QrCode drawing={view.qr} label={t('code')} className="rounded-xl" />
    </div>
  );
}

function TimeLeft({ view }: { view: ScreenView }) {
  const t = useTranslations('screen');
  if (view.expiresAt === null || view.createdAt === null) return null;
  return (
    <p className="inline-flex items-center gap-2.5 font-medium">
      <CountdownRing
        expiresAt={view.expiresAt}
        totalMs={new Date(view.expiresAt).getTime() - new Date(view.createdAt).getTime()}
        serverNow={view.readAt}
        size={28}
        strokeWidth={4}
        spoken={t.raw('left')}
      >
        {(left) => <span className="num">{left}</span>}
      </CountdownRing>
    </p>
  );
}

type WordsProps = { title: ReactNode; detail: ReactNode; shape?: keyof typeof shapeMarks };

const shapeMarks = { 'ring-cross': 'text-stop-mark', 'dashed-ring-question': 'text-warn-mark' } as const;

function Words({ title, detail, shape }: WordsProps) {
  return (
    <div className="grid justify-items-center gap-1.5">
      {shape ? <StatusShape shape={shape} size={64} className={classes('mb-2', shapeMarks[shape])} /> : null}
      <h2 className="text-[clamp(1.75rem,1.1rem+2.6vw,3rem)] leading-[1.15] font-semibold tracking-[-0.03em] text-balance">
        {title}
      </h2>
      <p className="max-w-[50ch] text-[clamp(1rem,0.8rem+0.8vw,1.375rem)] text-balance opacity-86">{detail}</p>
    </div>
  );
}
