'use client';

import { useEffect, useState } from 'react';
import { Icon } from './icon';
import { checkIcon, copyIcon } from './icons';

type CopyButtonProps = {
  text: string;
  /** What it copies: "Copiar referencia". */
  label: string;
  /** What it says afterwards: "Copiado". */
  copiedLabel: string;
};

/** Copies one text, and says so to eyes and readers. */
export function CopyButton({ text, label, copiedLabel }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);

  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }

  return (
    <button
      type="button"
      onClick={() => void copy()}
      title={label}
      className="-my-1 inline-grid size-6 shrink-0 place-items-center rounded-xs text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:size-9"
    >
      <Icon shape={isCopied ? checkIcon : copyIcon} size={14} />
      <span className="unseen" aria-live="polite">
        {isCopied ? copiedLabel : label}
      </span>
    </button>
  );
}
