'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { FetchError, postJson } from '@/lib/web/fetcher';
import { type ChargeAnswer, type Occupant, readChargeAnswer, retryDelayMs } from '../charge-answer';
import type { OrderBody } from '../order-request';
import { keepSessionValue, readSessionValue, type TillOwner, tillValueName } from './session-value';

/** Where an attempt to charge stands. `isUnsure` says that it was tried at least once without a clear answer. */
export type Charge =
  | { readonly kind: 'none' }
  | { readonly kind: 'under_way'; readonly isUnsure: boolean }
  | { readonly kind: 'busy'; readonly occupant: Occupant }
  | { readonly kind: 'refused'; readonly message: string; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'signed_out' };

/** One sale on its way: the key and the request stay together and unchanged until an answer is clear. */
type Attempt = { readonly key: string; readonly body: OrderBody };

export type Charging = {
  readonly charge: Charge;
  /** Does nothing while another attempt is under way: a double tap is one order. */
  readonly start: (body: OrderBody) => void;
  /** Back to the sale, after an answer that stored nothing. */
  readonly leave: () => void;
};

/**
 * Charges a sale exactly once. The attempt is kept in this tab before it is sent, and the same key is sent again after
 * a lost answer, a fault or a reload, until it is known whether there is an order; then `onOrder` gets its id.
 */
export function useCharge(owner: TillOwner, onOrder: (orderId: string) => void): Charging {
  const [charge, setCharge] = useState<Charge>({ kind: 'none' });
  const sending = useRef<Attempt | null>(null);
  const tellOrder = useRef(onOrder);
  useEffect(() => {
    tellOrder.current = onOrder;
  });
  const name = tillValueName(owner, 'attempt');

  const send = useCallback(
    async (attempt: Attempt) => {
      sending.current = attempt;
      for (let failures = 0; sending.current === attempt; failures++) {
        setCharge({ kind: 'under_way', isUnsure: failures > 0 });
        const answer = await post(attempt);
        if (sending.current !== attempt) return;
        if (answer.kind !== 'unknown') {
          sending.current = null;
          // Signed out: the attempt may have arrived before the session ended, so its key is not forgotten.
          if (answer.kind !== 'signed_out') keepSessionValue(name, null);
          if (answer.kind === 'order') tellOrder.current(answer.orderId);
          setCharge(answer.kind === 'order' ? { kind: 'none' } : answer);
          return;
        }
        setCharge({ kind: 'under_way', isUnsure: true });
        await wait(retryDelayMs(failures));
      }
    },
    [name],
  );

  useEffect(() => {
    const interrupted = readAttempt(readSessionValue(name));
    if (interrupted) void send(interrupted);
    return () => {
      sending.current = null;
    };
  }, [name, send]);

  const start = useCallback(
    (body: OrderBody) => {
      if (sending.current !== null) return;
      // One that was cut off by the end of the session goes first: it may have arrived.
      const attempt = readAttempt(readSessionValue(name)) ?? { key: newKey(), body };
      keepSessionValue(name, attempt);
      void send(attempt);
    },
    [name, send],
  );
  const leave = useCallback(() => setCharge({ kind: 'none' }), []);
  return { charge, start, leave };
}

async function post({ key, body }: Attempt): Promise<ChargeAnswer> {
  try {
    const answer = await postJson('/api/v1/orders', { body, headers: { 'idempotency-key': key } });
    return readChargeAnswer(answer.status, answer.body);
  } catch (error) {
    if (error instanceof FetchError) return { kind: 'unknown' };
    throw error;
  }
}

/** 128 random bits. `crypto.randomUUID` is missing where a till is reached over plain http in a shop's own network. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** An attempt as this very page wrote it, or null. The server judges what is inside, by its key. */
function readAttempt(value: unknown): Attempt | null {
  return isAttempt(value) ? value : null;
}

function isAttempt(value: unknown): value is Attempt {
  if (typeof value !== 'object' || value === null) return false;
  return typeof Reflect.get(value, 'key') === 'string' && typeof Reflect.get(value, 'body') === 'object';
}
