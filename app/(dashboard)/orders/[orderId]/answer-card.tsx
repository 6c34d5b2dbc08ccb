'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/app/_ui/button';
import { type EvidenceLine, findingShapes, tellingEvidence, type Verdict } from '@/app/_ui/check-answer';
import { Note } from '@/app/_ui/note';
import { StatusShape } from '@/app/_ui/status-shape';
import { TimeText } from '@/app/_ui/time-text';
import { useNow } from '@/app/_ui/use-now';
import type { TimeReader } from '@/lib/i18n/format-time';
import type { CancelOutcome, OrderAnswer } from './order-answer';
import { useOrderAsking } from './order-asking';

type Sentence = { readonly title: string; readonly detail: string };

/** Everything that an answer may have to say, already translated. */
export type AnswerWords = {
  readonly check: Readonly<Record<Verdict, Sentence>>;
  readonly cancel: Readonly<Record<CancelOutcome, Sentence>>;
  readonly way: Readonly<Record<EvidenceLine['way'], string>>;
  readonly finding: Readonly<Record<EvidenceLine['finding'], string>>;
  readonly signedOut: string;
  readonly close: string;
};

type AnswerCardProps = { words: AnswerWords; reader: TimeReader; serverNow: string };

/** What came of the last press: the answer, what it rests on, and one button. */
export function AnswerCard({ words, reader, serverNow }: AnswerCardProps) {
  const { answer, dismiss } = useOrderAsking();
  // Kept from the page's beginning: a clock that starts with the answer would begin at the page's age.
  const now = useNow(serverNow);
  const card = useRef<HTMLDivElement>(null);
  const isAboutCancel = answer?.kind === 'cancel';
  useEffect(() => {
    // The button that asked is gone together with what could be canceled.
    if (isAboutCancel) card.current?.focus();
  }, [isAboutCancel]);
  return (
    <div ref={card} role="status" tabIndex={-1} className="rounded-md -outline-offset-2 not-empty:not-last:mb-3">
      {answer ? (
        <Note
          tone={toneOf(answer)}
          title={sentenceOf(answer, words).title}
          actions={
            <Button size="small" onClick={dismiss}>
              {words.close}
            </Button>
          }
        >
          {sentenceOf(answer, words).detail}
          {answer.kind === 'check' ? (
            <Evidence lines={tellingEvidence(answer.evidence)} words={words} reader={reader} now={now} />
          ) : null}
        </Note>
      ) : null}
    </div>
  );
}

type EvidenceProps = Pick<AnswerCardProps, 'words' | 'reader'> & { lines: readonly EvidenceLine[]; now: Date };

function Evidence({ lines, words, reader, now }: EvidenceProps) {
  return lines.map((line) => (
    <span key={`${line.way} ${line.at}`} className="mt-1.5 flex items-start gap-2 text-xs">
      <StatusShape shape={findingShapes[line.finding]} size={14} className="mt-px" />
      <span>
        {words.way[line.way]}: <span className="font-medium text-ink">{words.finding[line.finding]}</span>
        {line.code ? <span className="code"> {line.code}</span> : null} ·{' '}
        <TimeText at={line.at} now={now} reader={reader} form="seconds" /> ·{' '}
        <TimeText at={line.at} now={now} reader={reader} />
      </span>
    </span>
  ));
}

function sentenceOf(answer: OrderAnswer, words: AnswerWords): Sentence {
  switch (answer.kind) {
    case 'check':
      return words.check[answer.verdict];
    case 'cancel':
      return words.cancel[answer.outcome];
    case 'signed_out':
      return { title: words.signedOut, detail: '' };
  }
}

function toneOf(answer: OrderAnswer) {
  switch (answer.kind) {
    case 'check':
      return verdictTones[answer.verdict];
    case 'cancel':
      return outcomeTones[answer.outcome];
    case 'signed_out':
      return 'warn';
  }
}

const verdictTones = { paid: 'paid', not_seen: 'idle', differs: 'warn', unknown: 'warn' } as const;
const outcomeTones = { canceled: 'idle', requested: 'live', closed: 'paid', ended: 'idle', unknown: 'warn' } as const;
