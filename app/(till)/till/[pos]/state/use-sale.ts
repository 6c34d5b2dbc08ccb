'use client';

import { useCallback, useEffect, useReducer, useState } from 'react';
import { changeSale, emptySale, isEmptySale, readStoredSale, type Sale, type SaleAction } from '../sale';
import { keepSessionValue, readSessionValue, type TillOwner, tillValueName } from './session-value';

/** The sale that is being built. `isReady` is false until what this tab kept from before a reload is back. */
export type BuiltSale = {
  readonly sale: Sale;
  readonly isReady: boolean;
  readonly change: (action: SaleAction) => void;
  /** It became an order: a reload no longer brings it back, the screen keeps it until the order is there. */
  readonly markCharged: () => void;
};

/** A sale that survives a reload of its page. */
export function useSale(owner: TillOwner): BuiltSale {
  const [sale, change] = useReducer(changeSale, emptySale);
  const [isReady, setReady] = useState(false);
  const name = tillValueName(owner, 'sale');
  useEffect(() => {
    const stored = readStoredSale(readSessionValue(name));
    if (stored) change({ type: 'replaced', sale: stored });
    setReady(true);
  }, [name]);
  useEffect(() => {
    if (isReady) keepSessionValue(name, isEmptySale(sale) ? null : sale);
  }, [name, sale, isReady]);
  const markCharged = useCallback(() => keepSessionValue(name, null), [name]);
  return { sale, isReady, change, markCharged };
}
