'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { CopyButton } from './copy-button';

type SecretOnceProps = {
  secret: string;
  title: string;
  detail: string;
  /** What it is, in the middle of a sentence. */
  what: string;
  testId: string;
  children?: ReactNode;
};

/** A secret as it was made, with the focus on it; it is never shown again. */
export function SecretOnce({ secret, title, detail, what, testId, children }: SecretOnceProps) {
  const ui = useTranslations('ui');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="status"
      className="grid grid-cols-1 gap-3 rounded-md bg-warn-tint px-4 py-4 text-sm inset-ring inset-ring-warn-line"
    >
      <p>
        <strong className="font-semibold">{title}</strong> {detail}
      </p>
      <p className="flex items-start gap-3 rounded-sm bg-surface px-3 py-2.5 inset-ring inset-ring-line">
        <code className="code min-w-0 flex-1 break-all whitespace-normal" data-testid={testId}>
          {secret}
        </code>
        <CopyButton text={secret} label={ui('copy', { what })} copiedLabel={ui('copied')} />
      </p>
      {children}
    </div>
  );
}
