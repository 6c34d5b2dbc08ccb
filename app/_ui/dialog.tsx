'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './button';
import type { ButtonLook } from './button-look';
import { Icon } from './icon';
import { crossIcon } from './icons';

type DialogProps = {
  /** The button that opens it; it has the focus again when the dialog closes. */
  trigger: ButtonLook & { label: ReactNode; isHidden?: boolean };
  /** A verb with its object: "Devolver V-000474". */
  title: string;
  closeLabel: string;
  /** Opens with the page: for a form that came back with something to correct. */
  isOpen?: boolean;
  /** However it was closed. */
  onClose?: () => void;
  /** Body and `DialogFooter`, often inside one form. */
  children: ReactNode;
};

/** A native modal dialog; on phones it rises from the bottom. Esc and the cross close it, nothing is lost by that. */
export function Dialog({
  trigger: { label, isHidden = false, ...look },
  title,
  closeLabel,
  isOpen = false,
  onClose,
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
  }, [isOpen]);
  return (
    <>
      {isHidden ? null : (
        <Button {...look} type="button" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()}>
          {label}
        </Button>
      )}
      <dialog
        ref={dialog}
        aria-labelledby={titleId}
        onClose={onClose}
        className="m-auto max-h-[calc(100dvh-32px)] w-full max-w-120 rounded-xl bg-raised text-ink shadow-3 max-tablet:mx-0 max-tablet:mb-0 max-tablet:max-w-none max-tablet:rounded-b-none"
      >
        <header className="flex items-start gap-3 px-6 pt-5">
          <h2
            id={titleId}
            className="min-w-0 flex-1 text-[1.0625rem] leading-6 font-semibold tracking-[-0.01em] wrap-anywhere"
          >
            {title}
          </h2>
          <form method="dialog">
            <Button tone="quiet" fit="icon" size="small" aria-label={closeLabel}>
              <Icon shape={crossIcon} />
            </Button>
          </form>
        </header>
        {children}
      </dialog>
    </>
  );
}

export function DialogBody({ children }: { children: ReactNode }) {
  return <div className="grid gap-4 px-6 pt-4 pb-5 text-sm">{children}</div>;
}

/** Buttons of a dialog: what it does repeats verb and amount, the way out comes first. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-6 py-3.5 max-tablet:*:flex-1">
      {children}
    </footer>
  );
}
