'use client';

import { useEffect, useRef } from 'react';
import type { ButtonTone } from '@/app/_ui/button-look';
import { Icon } from '@/app/_ui/icon';
import { searchCheckIcon } from '@/app/_ui/icons';
import { SubmitButton } from '@/app/_ui/submit-button';
import { useLetterKeys } from '@/app/_ui/use-letter-keys';
import { useOrderAsking } from './order-asking';

type CheckButtonProps = { tone: ButtonTone; label: string; busyLabel: string };

/** Looks at Mercado Pago now; the key P does the same, where single letters are switched on. */
export function CheckButton({ tone, label, busyLabel }: CheckButtonProps) {
  const { check } = useOrderAsking();
  const form = useRef<HTMLFormElement>(null);
  const [areLettersOn] = useLetterKeys();
  useEffect(() => {
    if (!areLettersOn) return;
    function press(event: KeyboardEvent): void {
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key.toLowerCase() !== 'p' || hasModifier || event.repeat || event.defaultPrevented) return;
      if (isTyping(event) || document.querySelector('dialog[open], [popover]:popover-open')) return;
      event.preventDefault();
      // As a press on the button, so that a second one while it is busy does nothing.
      form.current?.querySelector('button')?.click();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [areLettersOn]);
  return (
    <form ref={form} action={check} className="max-tablet:flex-1">
      <SubmitButton tone={tone} busyLabel={busyLabel} fit="full">
        <Icon shape={searchCheckIcon} />
        {label}
        {areLettersOn ? (
          <span
            aria-hidden="true"
            className="-mr-1 ml-0.5 min-w-[18px] rounded-xs border border-current/30 px-1 text-center text-2xs font-medium max-desktop:hidden pointer-coarse:hidden"
          >
            P
          </span>
        ) : null}
      </SubmitButton>
    </form>
  );
}

function isTyping(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]') !== null;
}
