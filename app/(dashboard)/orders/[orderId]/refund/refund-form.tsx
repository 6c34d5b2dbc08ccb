'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { DialogBody, DialogFooter } from '@/app/_ui/dialog';
import { MoneyField } from '@/app/_ui/money-field';
import { Note } from '@/app/_ui/note';
import { Spinner } from '@/app/_ui/spinner';
import { TextField } from '@/app/_ui/text-field';
import { formatDecimal } from '@/lib/domain/money';
import { MAX_REFUND_REASON, needsSecondPerson, planRefund } from '@/lib/domain/refund';
import { formatMoney } from '@/lib/i18n/format-money';
import { FetchError, postJson } from '@/lib/web/fetcher';
import { AmountChoice, type AmountOf } from './refund-amount-choice';
import { type RefundAnswer, readRefundAnswer } from './refund-answer';
import { RefundConsequence } from './refund-consequence';
import { RefundOutcomeView } from './refund-outcome-view';
import type { RefundTerms } from './refund-terms';

export type RefundPreset = 'all' | 'surplus';

type RefundFormProps = { terms: RefundTerms; preset: RefundPreset };

/** The form of the refund dialog; once something was stored, its answer takes the form's place. */
export function RefundForm({ terms, preset }: RefundFormProps) {
  const t = useTranslations('refund');
  const ids = useId();
  const form = useRef<HTMLFormElement>(null);
  const [choice, setChoice] = useState<AmountOf>(preset);
  const [typedMinor, setTypedMinor] = useState<number | null>(null);
  const { answer, isSending, ask } = useAsking(terms);
  const amountMinor = amountOf(terms, choice, typedMinor);
  const plan =
    amountMinor === null || amountMinor === 0 ? 'too_large' : planRefund(terms.payments, terms.refunds, amountMinor);
  const money = (minor: number) => formatMoney(minor, terms.currencyId);
  const close = () => form.current?.closest('dialog')?.close();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get('reason');
    if (typeof reason === 'string' && amountMinor !== null) void ask(amountMinor, reason);
  }

  if (answer?.kind === 'stored')
    return (
      <form ref={form} method="dialog">
        <RefundOutcomeView
          answer={answer}
          needsSecond={isAboveLimit(terms, amountMinor)}
          currencyId={terms.currencyId}
        />
      </form>
    );
  const fields = answer?.kind === 'refused' ? answer.fields : {};
  const isWhole = amountMinor !== null && typeof plan !== 'string';
  return (
    <form ref={form} onSubmit={submit}>
      <DialogBody>
        {/* After a silence the very same is sent again, so nothing of it can be changed. */}
        <div inert={answer?.kind === 'unreached'} className="grid gap-4 inert:opacity-60">
          <AmountChoice terms={terms} choice={choice} onChoose={setChoice} />
          {choice === 'other' ? (
            <MoneyField
              id={`${ids}amount`}
              name="amount"
              label={t('amount')}
              currencyId={terms.currencyId}
              hint={t('amountHint', { left: money(terms.leftMinor) })}
              error={
                fields.amount ??
                (plan === 'too_large' && typedMinor ? t('amountHint', { left: money(terms.leftMinor) }) : null)
              }
              onMinorChange={setTypedMinor}
            />
          ) : null}
          <TextField
            id={`${ids}reason`}
            name="reason"
            label={t('reason')}
            hint={t('reasonHint')}
            error={fields.reason}
            list={`${ids}reasons`}
            maxLength={MAX_REFUND_REASON}
            autoComplete="off"
            required
          />
          <datalist id={`${ids}reasons`}>
            {reasonNames.map((name) => (
              <option key={name} value={t(`reasons.${name}`)} />
            ))}
          </datalist>
        </div>
        {isWhole ? <RefundConsequence terms={terms} amountMinor={amountMinor} /> : null}
        <Failure answer={answer} />
      </DialogBody>
      <DialogFooter>
        <Button type="button" tone="quiet" onClick={close}>
          {t('keep')}
        </Button>
        <Button type="submit" tone="danger" disabled={!isWhole} aria-busy={isSending}>
          {isSending ? <Spinner /> : null}
          {isSending
            ? t('sending')
            : t(isAboveLimit(terms, amountMinor) ? 'confirmAsk' : 'confirm', { amount: money(amountMinor ?? 0) })}
        </Button>
      </DialogFooter>
    </form>
  );
}

function Failure({ answer }: { answer: RefundAnswer | null }) {
  const t = useTranslations('refund.answer');
  switch (answer?.kind) {
    case 'refused':
      return <Note tone="stop" role="alert" title={answer.message} />;
    case 'unreached':
      return (
        <Note tone="warn" role="alert" title={t('unreached.title')}>
          {t('unreached.detail')}
        </Note>
      );
    case 'signed_out':
      return (
        <Note tone="warn" role="alert" title={t('signedOut.title')}>
          {t('signedOut.detail')}
        </Note>
      );
    default:
      return null;
  }
}

/** Asks, under one key until something certain came back: pressing twice, or again after a silence, is one refund. */
function useAsking({ orderId, currencyId }: RefundTerms) {
  const router = useRouter();
  const request = useRef<{ readonly key: string; readonly body: unknown } | null>(null);
  const isUnderWay = useRef(false);
  const [isSending, setSending] = useState(false);
  const [answer, setAnswer] = useState<RefundAnswer | null>(null);
  async function ask(amountMinor: number, reason: string): Promise<void> {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setSending(true);
    const isRepeat = request.current !== null;
    request.current ??= { key: crypto.randomUUID(), body: { amount: formatDecimal(amountMinor, currencyId), reason } };
    const came = await send(`/api/v1/orders/${orderId}/refunds`, { ...request.current, isRepeat });
    // What certainly was not stored is forgotten; anything else stays this very request.
    if (came.kind === 'refused' || came.kind === 'signed_out') request.current = null;
    isUnderWay.current = false;
    setSending(false);
    setAnswer(came);
    router.refresh();
  }
  return { answer, isSending, ask };
}

/** Longer than several payments take, each with a silence of Mercado Pago. */
const PATIENCE_MS = 60_000;

async function send(
  url: string,
  { key, body, isRepeat }: { key: string; body: unknown; isRepeat: boolean },
): Promise<RefundAnswer> {
  try {
    const answer = await postJson(url, { body, headers: { 'idempotency-key': key }, timeoutMs: PATIENCE_MS });
    return readRefundAnswer(answer, { isRepeat });
  } catch (error) {
    if (error instanceof FetchError) return { kind: 'unreached' };
    throw error;
  }
}

function amountOf({ leftMinor, surplusMinor }: RefundTerms, choice: AmountOf, typedMinor: number | null) {
  if (choice === 'all') return leftMinor;
  return choice === 'surplus' ? surplusMinor : typedMinor || null;
}

function isAboveLimit({ limit, givenTodayMinor }: RefundTerms, amountMinor: number | null): boolean {
  return amountMinor !== null && needsSecondPerson(limit, amountMinor, givenTodayMinor);
}

const reasonNames = ['returned', 'twice', 'wrong', 'damaged'] as const;
