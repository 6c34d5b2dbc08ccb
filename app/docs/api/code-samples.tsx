'use client';

import { useId, useState } from 'react';
import { CopyButton } from '@/app/_ui/copy-button';

type CodeSamplesProps = {
  samples: readonly { readonly label: string; readonly source: string }[];
  words: { readonly label: string; readonly copy: string; readonly copied: string };
};

/** The same program in several languages, one at a time. */
export function CodeSamples({ samples, words }: CodeSamplesProps) {
  const [place, setPlace] = useState(0);
  const id = useId();
  const source = samples[place]?.source ?? '';
  return (
    <div className="overflow-clip rounded-md border border-line bg-sunken">
      <div className="flex items-center border-b border-line pr-3">
        <fieldset className="flex min-w-0 flex-1 gap-1 overflow-x-auto px-1.5 py-1 [scrollbar-width:none]">
          <legend className="unseen">{words.label}</legend>
          {samples.map(({ label }, index) => (
            <label
              key={label}
              className="inline-flex h-8 items-center rounded-sm px-2.5 text-xs font-medium whitespace-nowrap text-ink-2 hover:text-ink has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:h-11"
            >
              <input
                type="radio"
                name={id}
                checked={index === place}
                onChange={() => setPlace(index)}
                className="absolute opacity-0"
              />
              {label}
            </label>
          ))}
        </fieldset>
        <CopyButton text={source} label={words.copy} copiedLabel={words.copied} />
      </div>
      <CodeBlock source={source} label={`${words.label}: ${samples[place]?.label}`} />
    </div>
  );
}

/** Code that scrolls by itself, and can be reached by keyboard for that. */
export function CodeBlock({ source, label }: { source: string; label: string }) {
  return (
    // A group and no landmark: there are dozens of them on the page.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
    <div role="group" aria-label={label} tabIndex={0} className="max-h-96 overflow-auto px-3.5 py-3 -outline-offset-2">
      <pre className="font-mono text-xs leading-5 whitespace-pre">{source}</pre>
    </div>
  );
}
