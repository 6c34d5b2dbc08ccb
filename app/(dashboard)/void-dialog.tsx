'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useId } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/app/_ui/dialog';
import { Note } from '@/app/_ui/note';
import { SelectField } from '@/app/_ui/select-field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { stickerVoidReasons } from '@/lib/domain/sticker';
import { makeVoid, type VoidState, type VoidTarget } from './void-actions';

type VoidDialogProps = {
  target: VoidTarget;
  /** What becomes void: `S1-C01-v2`, or "12 stickers". */
  name: string;
  /** The button says what, not the verb alone: where it stands by itself. */
  isNamed?: boolean;
};

const untouched: VoidState = { outcome: 'none' };

/** Asks why, and makes a printed sticker void. It goes away with the row's own button, which a void sticker has not. */
export function VoidDialog({ target, name, isNamed = false }: VoidDialogProps) {
  const t = useTranslations('stickers.pos');
  const id = useId();
  const [{ outcome }, submit] = useActionState(makeVoid.bind(null, target), untouched);
  const title = t('voidTitle', { code: name });
  const label = isNamed ? (
    title
  ) : (
    <>
      <span aria-hidden="true">{t('void')}</span>
      <span className="unseen">{title}</span>
    </>
  );
  return (
    <Dialog trigger={{ label, tone: 'stop', size: 'small' }} title={title} closeLabel={t('keep')}>
      <form action={submit}>
        <DialogBody>
          <p>{t('voidDetail')}</p>
          <SelectField
            id={id}
            name="reason"
            label={t('voidWhy')}
            error={outcome === 'no_reason' ? t('voidWhyMissing') : undefined}
            defaultValue=""
            required
          >
            <option value="" disabled>
              {t('chooseReason')}
            </option>
            {stickerVoidReasons.map((reason) => (
              <option key={reason} value={reason}>
                {t(`voidReason.${reason}`)}
              </option>
            ))}
          </SelectField>
          {outcome === 'gone' ? <Note tone="stop" role="alert" title={t('failed')} /> : null}
        </DialogBody>
        <DialogFooter>
          <Button type="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
            {t('keep')}
          </Button>
          <SubmitButton tone="danger" busyLabel={t('voiding')}>
            {t('void')}
          </SubmitButton>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
