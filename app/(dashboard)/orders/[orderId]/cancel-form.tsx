'use client';

import { useRef } from 'react';
import { Button } from '@/app/_ui/button';
import { DialogFooter } from '@/app/_ui/dialog';
import { SubmitButton } from '@/app/_ui/submit-button';
import { useOrderAsking } from './order-asking';

type CancelFormProps = { keepLabel: string; confirmLabel: string; busyLabel: string };

/** The two ways out of the cancel dialog. It closes first, giving the focus back, and then the answer on the page takes it. */
export function CancelForm({ keepLabel, confirmLabel, busyLabel }: CancelFormProps) {
  const { cancel } = useOrderAsking();
  const form = useRef<HTMLFormElement>(null);
  const close = () => form.current?.closest('dialog')?.close();

  return (
    <form ref={form} action={() => cancel(close)}>
      <DialogFooter>
        <Button type="button" tone="quiet" onClick={close}>
          {keepLabel}
        </Button>
        <SubmitButton tone="danger" busyLabel={busyLabel}>
          {confirmLabel}
        </SubmitButton>
      </DialogFooter>
    </form>
  );
}
