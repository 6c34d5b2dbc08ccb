'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { CopyButton } from '@/app/_ui/copy-button';

/** A secret as it was made; it is never shown again. */
export function SecretOnce({ secret }: { secret: string }) {
  const t = useTranslations('webhooks.secret');
  const ui = useTranslations('ui');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="status"
      className="grid gap-3 rounded-md bg-warn-tint px-4 py-4 text-sm inset-ring inset-ring-warn-line"
    >
      <p>
        <strong className="font-semibold">{t('shown')}</strong> {t('shownDetail')}
      </p>
      <p className="flex items-start gap-3 rounded-sm bg-surface px-3 py-2.5 inset-ring inset-ring-line">
        <code className="code min-w-0 flex-1 break-all" data-testid="webhook-secret">
          {secret}
        </code>
        <CopyButton text={secret} label={ui('copy', { what: t('label').toLowerCase() })} copiedLabel={ui('copied')} />
      </p>
    </div>
  );
}
