'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { ChargeTerms } from './order-request';
import type { TillSettings } from './state/use-settings';
import type { TillItem } from './till-item';
import type { QrPath } from './till-order';

/** Where and who: what a till knows of itself and never changes while its page is open. */
export type TillPlace = {
  readonly name: string;
  readonly storeName: string;
  readonly merchantName: string;
  readonly personId: string;
  readonly personName: string;
  /** Zone of the store, in which the till tells time. */
  readonly timeZone: string;
  readonly mode: 'static' | 'dynamic' | 'hybrid';
  /** Its printed QR, drawn; null until it has been read. */
  readonly qr: QrPath | null;
  readonly terms: ChargeTerms;
  /** What it offers by name, favorites first. */
  readonly items: readonly TillItem[];
  /** `frequent` while the catalogue is empty: what was sold most lately. */
  readonly itemSource: 'catalog' | 'frequent';
  /** How its references are made; null for plain numbers. */
  readonly referenceTemplate: string | null;
  /** True when this till's way of charging carries pictures to the buyer. */
  readonly sendsPictures: boolean;
  /** Address of its screen for customers; null while there is none. */
  readonly customerScreen: string | null;
  /** Why nothing new can be charged here, and what that means for an order under way; null when it can. */
  readonly pause: { readonly title: string; readonly detail: string } | null;
  readonly serverNow: string;
};

type TillContextValue = TillPlace & {
  readonly settings: TillSettings;
  readonly changeSettings: (change: Partial<TillSettings>) => void;
};

const TillContext = createContext<TillContextValue | null>(null);

export function TillProvider({ value, children }: { value: TillContextValue; children: ReactNode }) {
  return <TillContext value={value}>{children}</TillContext>;
}

/** The till around a component. Throws outside of one. */
export function useTillPlace(): TillContextValue {
  const value = useContext(TillContext);
  if (!value) throw new Error('a component of the till stands outside of it');
  return value;
}
