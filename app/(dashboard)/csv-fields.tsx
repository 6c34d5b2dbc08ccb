import { Field } from '@/app/_ui/field';
import { inputBoxClass } from '@/app/_ui/input';

type CsvFieldsProps = {
  words: { readonly choose: string; readonly paste: string };
  /** What was sent before, so that it can be corrected. */
  text: string;
  rows: number;
};

/** A CSV file, or its content typed or pasted; `csvFormToSend` sends one of the two. */
export function CsvFields({ words, text, rows }: CsvFieldsProps) {
  return (
    <>
      <Field id="file" label={words.choose}>
        <span className={inputBoxClass({})}>
          <input
            id="file"
            type="file"
            name="file"
            accept=".csv,text/csv,text/plain"
            className="w-full min-w-0 bg-transparent text-sm outline-none"
          />
        </span>
      </Field>
      <Field id="text" label={words.paste}>
        <textarea
          id="text"
          name="text"
          rows={rows}
          defaultValue={text}
          spellCheck={false}
          className="code w-full min-w-0 rounded-md border border-line-control bg-surface px-2.5 py-2 text-xs"
        />
      </Field>
    </>
  );
}
