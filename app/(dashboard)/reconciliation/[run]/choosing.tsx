'use client';

import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/app/_ui/dialog';
import { SubmitButton } from '@/app/_ui/submit-button';
import { apply } from '../actions';

type ChoosingProps = {
  runId: string;
  /** What applying would make of each sale that can be applied, by its subject. */
  previews: Readonly<Record<string, { name: string; before: string; after: string }>>;
  /** `{count}` in `counted` and `confirm` becomes how many are chosen. */
  words: Readonly<
    Record<
      'counted' | 'confirm' | 'all' | 'nothing' | 'review' | 'title' | 'detail' | 'cancel' | 'busy' | 'close',
      string
    >
  >;
  /** The ledger, whose checkboxes are called `choose`. */
  children: ReactNode;
};

/** Lets somebody choose sales of the ledger, see what applying would change, and ask for it. */
export function Choosing({ runId, previews, words, children }: ChoosingProps) {
  const ledger = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const collect = useCallback(() => {
    setChosen(boxesOf(ledger.current).flatMap((box) => (box.checked ? [box.value] : [])));
  }, []);
  // The server draws rows anew while they change: one that failed comes back chosen, one that is done goes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are what was drawn anew
  useEffect(collect, [children, collect]);
  const choose = (isChosen: boolean) => {
    for (const box of boxesOf(ledger.current)) box.checked = isChosen;
    collect();
  };
  const count = (sentence: string) => sentence.replace('{count}', String(chosen.length));
  const hasAny = Object.keys(previews).length > 0;
  return (
    <div>
      {hasAny ? (
        <div className="flex min-h-14 flex-wrap items-center gap-2 py-2 text-sm">
          <span aria-live="polite" className="num mr-auto text-ink-2">
            {count(words.counted)}
          </span>
          <Button type="button" tone="quiet" size="small" onClick={() => choose(chosen.length === 0)}>
            {chosen.length === 0 ? words.all : words.nothing}
          </Button>
          {chosen.length > 0 ? (
            <Dialog
              trigger={{ tone: 'primary', size: 'small', label: words.review }}
              title={words.title}
              closeLabel={words.close}
            >
              <form
                action={apply.bind(null, runId)}
                onSubmit={(event) => event.currentTarget.closest('dialog')?.close()}
              >
                <DialogBody>
                  <p className="text-ink-2">{words.detail}</p>
                  <ul className="max-h-80 overflow-y-auto">
                    {chosen.map((subject) => (
                      <PreviewLine key={subject} subject={subject} preview={previews[subject]} />
                    ))}
                  </ul>
                </DialogBody>
                <DialogFooter>
                  <Button type="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
                    {words.cancel}
                  </Button>
                  <SubmitButton tone="primary" busyLabel={words.busy}>
                    {count(words.confirm)}
                  </SubmitButton>
                </DialogFooter>
              </form>
            </Dialog>
          ) : null}
        </div>
      ) : null}
      <div ref={ledger} onChange={collect} className={hasAny ? undefined : 'mt-4'}>
        {children}
      </div>
    </div>
  );
}

function PreviewLine({
  subject,
  preview,
}: {
  subject: string;
  preview: { name: string; before: string; after: string } | undefined;
}) {
  return (
    <li className="border-b border-line py-2 last:border-b-0">
      <input type="hidden" name="subject" value={subject} />
      <span className="code font-medium">{preview?.name ?? subject}</span>
      {preview ? (
        <span className="block text-ink-2">
          {preview.before} → <span className="font-medium text-ink">{preview.after}</span>
        </span>
      ) : null}
    </li>
  );
}

function boxesOf(ledger: HTMLElement | null): HTMLInputElement[] {
  return [...(ledger?.querySelectorAll<HTMLInputElement>('input[name=choose]') ?? [])];
}
