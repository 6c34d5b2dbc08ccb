import { classes } from './classes';

type SegmentFormProps = {
  label: string;
  name: string;
  /** The value in force. */
  current: string;
  options: readonly { value: string; text: string; title?: string }[];
  action: (form: FormData) => Promise<void>;
};

/** A choice of two to four that applies when pressed: a form with one button per choice, so it needs no script. */
export function SegmentForm({ label, name, current, options, action }: SegmentFormProps) {
  return (
    <form action={action}>
      <fieldset aria-label={label} className="inline-flex rounded-md bg-canvas p-0.5 inset-ring inset-ring-line">
        {options.map(({ value, text, title }) => (
          <button
            key={value}
            type="submit"
            name={name}
            value={value}
            title={title}
            aria-label={title}
            aria-pressed={value === current}
            className={classes(
              'inline-flex h-7 items-center rounded-sm px-3 text-sm font-medium text-ink-2 hover:text-ink max-tablet:h-10 pointer-coarse:h-10',
              'aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-[0_0_0_1px_var(--line-strong),var(--elev-1)] dark:aria-pressed:bg-raised forced-colors:aria-pressed:outline-2',
            )}
          >
            {text}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
