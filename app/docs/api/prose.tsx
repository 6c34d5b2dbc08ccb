import { Fragment } from 'react';

/** A paragraph with `code` in it, which is all that the description's texts use of CommonMark beside paragraphs. */
export function Prose({ text, className }: { text: string; className?: string }) {
  return (
    <div className={className}>
      {text.split('\n\n').map((paragraph) => (
        <p key={paragraph} className="not-first:mt-2.5">
          <Marked text={paragraph} />
        </p>
      ))}
    </div>
  );
}

/** The same inside a line. */
export function Marked({ text }: { text: string }) {
  return text.split('`').map((part, place) =>
    // Every second part stood between two marks; the parts never move.
    place % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes
      <code key={place} className="rounded-xs bg-sunken px-1 py-0.5 font-mono text-[0.9em] break-words">
        {part}
      </code>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes
      <Fragment key={place}>{part}</Fragment>
    ),
  );
}
