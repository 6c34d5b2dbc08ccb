'use client';

import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { FetchError, type JsonAnswer, postJson } from '@/lib/web/fetcher';
import {
  cancelUnknown,
  checkUnknown,
  type OrderAnswer,
  readCancel,
  readCheck,
  type VersionedAnswer,
} from './order-answer';

/** What the buttons of this page share: asking, and what was last answered. */
type OrderAsking = {
  readonly check: () => Promise<void>;
  /** `beforeAnswer` runs once the answer is there and not yet shown. */
  readonly cancel: (beforeAnswer: () => void) => Promise<void>;
  /** Null once the order moved on: an answer about what it was would contradict the page. */
  readonly answer: OrderAnswer | null;
  readonly dismiss: () => void;
};

const Context = createContext<OrderAsking | null>(null);

type OrderAskingProviderProps = {
  orderId: string;
  /** Of the order that the page shows now. */
  version: number;
  children: ReactNode;
};

/** Asks the server about one order and keeps the answer while it holds. The page is drawn again after each. */
export function OrderAskingProvider({ orderId, version, children }: OrderAskingProviderProps) {
  const router = useRouter();
  const [answered, setAnswered] = useState<{ answer: OrderAnswer; until: number } | null>(null);

  async function ask(
    action: 'check' | 'cancel',
    read: (answer: JsonAnswer) => VersionedAnswer,
    unknown: VersionedAnswer,
    beforeAnswer?: () => void,
  ): Promise<void> {
    setAnswered(null);
    const { answer, until } = await post(`/api/v1/orders/${orderId}/${action}`, read, unknown);
    beforeAnswer?.();
    setAnswered({ answer, until: until ?? version });
    router.refresh();
  }

  return (
    <Context
      value={{
        check: () => ask('check', readCheck, checkUnknown),
        cancel: (beforeAnswer) => ask('cancel', readCancel, cancelUnknown, beforeAnswer),
        answer: answered && version <= answered.until ? answered.answer : null,
        dismiss: () => setAnswered(null),
      }}
    >
      {children}
    </Context>
  );
}

/** For components inside the provider. */
export function useOrderAsking(): OrderAsking {
  const asking = useContext(Context);
  if (!asking) throw new Error('no OrderAskingProvider above');
  return asking;
}

async function post(
  url: string,
  read: (answer: JsonAnswer) => VersionedAnswer,
  unknown: VersionedAnswer,
): Promise<VersionedAnswer> {
  try {
    return read(await postJson(url));
  } catch (error) {
    if (error instanceof FetchError) return unknown;
    throw error;
  }
}
