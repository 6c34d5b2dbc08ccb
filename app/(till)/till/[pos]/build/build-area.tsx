'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '@/app/_ui/button';
import { classes } from '@/app/_ui/classes';
import { Note } from '@/app/_ui/note';
import { formatMoney } from '@/lib/i18n/format-money';
import { orderRequestOf } from '../order-request';
import { figuresOf } from '../sale-figures';
import type { Charging } from '../state/use-charge';
import type { BuiltSale } from '../state/use-sale';
import { useTillPlace } from '../till-context';
import type { TillOrder } from '../till-order';
import { BuildStage } from './build-stage';
import { SalePanel } from './sale-panel';

type BuildAreaProps = {
  built: BuiltSale;
  charging: Charging;
  elsewhere: TillOrder | null;
  onShow: (orderId: string) => void;
};

/** Building a sale and sending it off. */
export function BuildArea({ built, charging, elsewhere, onShow }: BuildAreaProps) {
  const { terms } = useTillPlace();
  const [isOpen, setOpen] = useState(false);
  const refused = charging.charge.kind === 'refused' ? charging.charge : null;
  const figures = figuresOf(built.sale, terms);
  const discountField = useRef<HTMLInputElement>(null);

  function charge(): void {
    if (!built.isReady || figures.totalMinor === 0) return;
    const request = orderRequestOf(built.sale, terms);
    // What is wrong says so at its field.
    if ('problem' in request) setOpen(true);
    else charging.start(request.body);
  }

  /** Opens what is folded around the field first. */
  function showDiscount(): void {
    flushSync(() => setOpen(true));
    discountField.current?.closest('details')?.setAttribute('open', '');
    discountField.current?.focus();
  }

  return (
    <div
      className={classes(areaGrid, isOpen ? 'max-[901px]:grid-rows-1' : 'max-[901px]:grid-rows-[auto_minmax(0,1fr)]')}
    >
      <SalePanel
        built={built}
        figures={figures}
        discountField={discountField}
        problems={refused?.fields ?? {}}
        isOpen={isOpen}
        onToggle={() => setOpen(!isOpen)}
      />
      <div className={classes('grid min-h-0 min-w-0', isOpen && 'max-[901px]:hidden')}>
        <BuildStage
          sale={built.sale}
          change={built.change}
          totalMinor={figures.totalMinor}
          onCharge={charge}
          onDiscount={showDiscount}
          notice={
            refused ? (
              <RefusedNote message={refused.message} fields={refused.fields} />
            ) : elsewhere ? (
              <ElsewhereNote order={elsewhere} onShow={onShow} />
            ) : null
          }
        />
      </div>
    </div>
  );
}

/** Two columns; below 901 px the sale is one line above the keypad. */
export const areaGrid =
  'grid min-h-0 flex-1 gap-3 px-3 pb-3 max-tablet:gap-2 max-tablet:px-2 max-tablet:pb-2 min-[901px]:grid-cols-[minmax(320px,400px)_minmax(0,1fr)]';

function RefusedNote({ message, fields }: { message: string; fields: Readonly<Record<string, string>> }) {
  const t = useTranslations('charge');
  return (
    <Note tone="stop" role="alert" title={message || t('refused')}>
      {Object.values(fields).join(' ')}
    </Note>
  );
}

function ElsewhereNote({ order, onShow }: { order: TillOrder; onShow: (orderId: string) => void }) {
  const t = useTranslations('charge.busy');
  return (
    <Note
      tone="warn"
      role="status"
      title={t('title')}
      actions={
        <Button type="button" size="small" onClick={() => onShow(order.id)}>
          {t('watch')}
        </Button>
      }
    >
      <span className="code">{order.externalReference}</span> · {formatMoney(order.totalMinor, order.currencyId)}
    </Note>
  );
}
