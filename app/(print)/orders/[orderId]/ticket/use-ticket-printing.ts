'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ReceiptPaper } from '@/lib/domain/receipt';
import { countPrint } from './actions';
import type { TicketLink } from './ticket-copy';

export type TicketPrinting = {
  /** Which copy a print would be now. */
  readonly copy: number;
  readonly link: TicketLink | null;
  /** The print could not be noted, so nothing was printed. */
  readonly hasFailed: boolean;
  readonly print: () => Promise<void>;
};

type Printed = {
  readonly orderId: string;
  readonly refundId: string | null;
  readonly paper: ReceiptPaper;
  /** How often it was printed before. */
  readonly prints: number;
  readonly link: TicketLink | null;
};

/**
 * Prints a ticket and counts each time its dialog is used. The count comes first, so that the paper carries the right
 * mark; a print from the browser's own menu carries the one that was expected, and is counted all the same.
 */
export function useTicketPrinting({ orderId, refundId, paper, prints, link: linkBefore }: Printed): TicketPrinting {
  const [printed, setPrinted] = useState({ copy: prints + 1, link: linkBefore });
  const [hasFailed, setFailed] = useState(false);
  const isCounted = useRef(false);

  const count = useCallback(async () => {
    const counted = await countPrint({ orderId, refundId, paper });
    setFailed(false);
    return counted;
  }, [orderId, refundId, paper]);

  const print = useCallback(async () => {
    if (isCounted.current) return;
    isCounted.current = true;
    try {
      const counted = await count();
      flushSync(() => setPrinted(counted));
      window.print();
    } catch {
      // Not reached, or no longer allowed: a copy that nobody counted must not leave the printer.
      isCounted.current = false;
      setFailed(true);
    }
  }, [count]);

  useEffect(() => {
    const countOwnMenu = () => {
      if (!isCounted.current) void count().then(setPrinted, () => setFailed(true));
    };
    const finish = () => {
      isCounted.current = false;
      setPrinted((before) => ({ ...before, copy: before.copy + 1 }));
      closeWhenOpenedByTill();
    };
    window.addEventListener('beforeprint', countOwnMenu);
    window.addEventListener('afterprint', finish);
    return () => {
      window.removeEventListener('beforeprint', countOwnMenu);
      window.removeEventListener('afterprint', finish);
    };
  }, [count]);
  return { ...printed, hasFailed, print };
}

/** The till opens a ticket in a tab of its own, to be printed at once; when that is done the till is wanted back. */
function closeWhenOpenedByTill(): void {
  if (window.opener !== null && window.name === 'ticket') window.close();
}
