'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Dialog } from '@/app/_ui/dialog';
import { Icon } from '@/app/_ui/icon';
import { refundIcon } from '@/app/_ui/icons';
import { RefundForm } from './refund-form';
import type { RefundTerms } from './refund-terms';

type RefundDialogProps = {
  terms: RefundTerms;
  /** The address asks for what came too much to be given back. */
  isSurplusAsked: boolean;
};

/**
 * Gives money of an order back: how much, why, what to know before, and what came of it. It stays when nothing is left, so
 * that its last answer can be read.
 */
export function RefundDialog({ terms, isSurplusAsked }: RefundDialogProps) {
  const t = useTranslations('refund');
  const router = useRouter();
  // Every opening is a request of its own, with nothing left of the one before.
  const [opening, setOpening] = useState(0);
  const hasSurplus = isSurplusAsked && terms.surplusMinor > 0;

  function close(): void {
    setOpening((count) => count + 1);
    if (isSurplusAsked) router.replace(`/orders/${terms.orderId}`, { scroll: false });
  }

  return (
    <Dialog
      trigger={{
        isHidden: terms.leftMinor === 0,
        label: (
          <>
            <Icon shape={refundIcon} />
            {t('open')}
          </>
        ),
      }}
      title={t('title', { reference: terms.reference })}
      closeLabel={t('closeLabel')}
      isOpen={hasSurplus}
      onClose={close}
    >
      <RefundForm key={`${opening} ${isSurplusAsked}`} terms={terms} preset={hasSurplus ? 'surplus' : 'all'} />
    </Dialog>
  );
}
