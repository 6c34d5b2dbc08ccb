'use client';

import { useActionState, useEffect, useRef, useState } from 'react';
import { Icon } from '@/app/_ui/icon';
import { radioIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { askAddress, type TesterState } from './actions';

type TesterProps = {
  posKey: string;
  words: { readonly ask: string; readonly asking: string; readonly repeat: string; readonly body: string };
};

const notAsked: TesterState = null;
/** As often as a phone was seen to ask. */
const REPEAT_MS = 2_000;

/** Asks once, or again and again while somebody watches. */
export function Tester({ posKey, words }: TesterProps) {
  const [state, action, isAsking] = useActionState(askAddress.bind(null, posKey), notAsked);
  const [isRepeating, setRepeating] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!isRepeating || isAsking) return;
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') form.current?.requestSubmit();
    }, REPEAT_MS);
    return () => clearTimeout(timer);
  }, [isRepeating, isAsking]);
  return (
    <form ref={form} action={action} className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <SubmitButton size="small" busyLabel={words.asking}>
          <Icon shape={radioIcon} size={14} />
          {words.ask}
        </SubmitButton>
        <label className="flex min-h-9 items-center gap-2 text-sm text-ink-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={isRepeating}
            onChange={(event) => setRepeating(event.target.checked)}
            className="size-4 accent-(--accent)"
          />
          {words.repeat}
        </label>
      </div>
      {state ? (
        <>
          <Note tone={state.tone} role={isRepeating ? undefined : 'status'} title={state.title}>
            <span className="num">{state.took}</span>
          </Note>
          {state.body ? (
            <section
              aria-label={words.body}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              tabIndex={0}
              className="max-h-80 overflow-auto rounded-md bg-sunken p-3 inset-ring inset-ring-line"
            >
              <pre className="code text-xs whitespace-pre-wrap wrap-anywhere">{state.body}</pre>
            </section>
          ) : null}
        </>
      ) : null}
    </form>
  );
}
