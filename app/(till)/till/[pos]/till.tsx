'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { classes } from '@/app/_ui/classes';
import { Note } from '@/app/_ui/note';
import { formatClock } from '@/lib/i18n/format-time';
import { Announcer } from './announcer';
import { TillBar } from './bar/till-bar';
import { areaGrid, BuildArea } from './build/build-area';
import { OrderPanel } from './order-panel';
import { OwnTicket } from './own-ticket';
import { chargedLines } from './sale';
import { figuresOf } from './sale-figures';
import { Busy } from './stages/busy';
import { OrderStage } from './stages/order-stage';
import { PaidScreen } from './stages/paid-screen';
import { SignedOutStage, StartingStage } from './stages/starting-stage';
import { useLostConnection, useMoments } from './state/use-moments';
import { useOwnTicket } from './state/use-own-ticket';
import { useSettings } from './state/use-settings';
import { type TillState, useTill } from './state/use-till';
import { type TillPlace, TillProvider, useTillPlace } from './till-context';
import type { TillOrder } from './till-order';
import { isOpen } from './till-view';
import { useRememberedTill } from './use-remembered-till';

type TillProps = {
  place: TillPlace;
  /** What the server drew the page with, so that a reload never shows another state first. */
  initialOrder: TillOrder | null;
  preferences: ReactNode;
};

/** A till, from the first key to the next sale. */
export function Till({ place, initialOrder, preferences }: TillProps) {
  const owner = { personId: place.personId, externalPosId: place.terms.externalPosId };
  const till = useTill(owner, place, initialOrder);
  const [settings, changeSettings] = useSettings();
  const ownTicket = useOwnTicket(owner, till.order, settings.ticket);
  useMoments(till.order, till.view, settings);
  useLostConnection(till.connection, settings);
  useRememberedTill(place.terms.externalPosId);
  return (
    <TillProvider value={{ ...place, settings, changeSettings }}>
      <OwnTicket orderId={ownTicket} />
      <Announcer order={till.order} view={till.view} charge={till.charging.charge} />
      {till.order && till.view === 'paid' ? (
        <PaidScreen order={till.order} onNext={() => till.show(null)} />
      ) : (
        <Desk till={till} preferences={preferences} />
      )}
    </TillProvider>
  );
}

/** Everything but the paid screen: the bar, and below it either the sale that is built or what is being charged. */
function Desk({ till, preferences }: { till: TillState; preferences: ReactNode }) {
  const { charge } = till.charging;
  const isBuilding = !till.hasOrder && (charge.kind === 'none' || charge.kind === 'refused');
  const main = useFocusAfterChange(till.view ?? charge.kind);
  useLookAfterPause(isBuilding);
  return (
    <div
      className={classes(
        'flex min-h-[calc(100dvh-var(--banner))] flex-col bg-canvas min-[901px]:h-[calc(100dvh-var(--banner))]',
        isBuilding && 'h-[calc(100dvh-var(--banner))] max-[901px]:min-h-[560px]',
      )}
    >
      <TillBar connection={till.connection} preferences={preferences} />
      {till.connection === 'offline' && till.order ? <StaleNote order={till.order} /> : null}
      <PauseNote order={till.order} />
      <main ref={main} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {isBuilding ? (
          <BuildArea built={till.built} charging={till.charging} elsewhere={till.elsewhere} onShow={till.show} />
        ) : (
          <div className={areaGrid}>
            <ChargedPanel till={till} />
            <ChargeStage till={till} />
          </div>
        )}
      </main>
    </div>
  );
}

function ChargedPanel({ till }: { till: TillState }) {
  const { terms } = useTillPlace();
  const { sale } = till.built;
  if (till.order) return <OrderPanel charged={till.order} />;
  const items = chargedLines(sale, terms.amountTitle).map((line) => ({ ...line, description: null }));
  const figures = figuresOf(sale, terms);
  return (
    <OrderPanel
      charged={{
        externalReference: sale.reference,
        items,
        taxMinor: figures.taxMinor ?? 0,
        discountMinor: figures.discountMinor ?? 0,
        note: sale.note.trim() || null,
        totalMinor: figures.totalMinor,
        currencyId: terms.currencyId,
      }}
    />
  );
}

function ChargeStage({ till }: { till: TillState }) {
  const { charging, order, view, built } = till;
  const { terms } = useTillPlace();
  const { totalMinor } = figuresOf(built.sale, terms);
  if (order && view) {
    return (
      <OrderStage
        order={order}
        view={view}
        actions={till.actions}
        onAgain={() => till.sellAgain(order)}
        onNext={() => till.show(null)}
      />
    );
  }
  if (charging.charge.kind === 'signed_out') return <SignedOutStage />;
  if (charging.charge.kind === 'busy') return <Busy till={till} totalMinor={totalMinor} />;
  return (
    <StartingStage
      totalMinor={totalMinor}
      isUnsure={charging.charge.kind === 'under_way' && charging.charge.isUnsure}
    />
  );
}

function StaleNote({ order }: { order: TillOrder }) {
  const t = useTranslations('charge');
  const { timeZone } = useTillPlace();
  const time = formatClock(new Date(order.readAt), timeZone, { seconds: true });
  return (
    <div className="px-3 pb-3 max-tablet:px-2 max-tablet:pb-2">
      <Note tone="warn" role="alert" title={t('stale', { time })} />
    </div>
  );
}

/** Nothing new can be charged; an order that is still under way stays below. */
function PauseNote({ order }: { order: TillOrder | null }) {
  const { pause } = useTillPlace();
  if (pause === null) return null;
  return (
    <div className="px-3 pb-3 max-tablet:px-2 max-tablet:pb-2">
      <Note tone="stop" role="status" title={pause.title.replace(/\.?$/, '.')}>
        {order && isOpen(order) ? pause.detail : null}
      </Note>
    </div>
  );
}

/** Once its order is out of the way, a till whose charging is paused asks the server whether it still is. */
function useLookAfterPause(isBuilding: boolean): void {
  const router = useRouter();
  const { pause } = useTillPlace();
  const isDue = isBuilding && pause !== null;
  useEffect(() => {
    if (isDue) router.refresh();
  }, [isDue, router]);
}

/** What had the focus may be gone with the state before; then the new one has it, so that keys and readers go on. */
function useFocusAfterChange(state: string) {
  const main = useRef<HTMLElement>(null);
  const known = useRef(state);
  useEffect(() => {
    if (known.current === state) return;
    known.current = state;
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [state]);
  return main;
}
