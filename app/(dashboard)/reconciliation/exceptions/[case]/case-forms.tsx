'use client';

import { useActionState } from 'react';
import { describedBy, Field } from '@/app/_ui/field';
import { Note } from '@/app/_ui/note';
import { SelectField } from '@/app/_ui/select-field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { adopt, type CaseProblem, type CaseState, type DecisionState, decide } from '../actions';

type Shared = {
  caseId: string;
  problems: Readonly<Record<Exclude<CaseProblem, null>, string>>;
  busy: string;
};
type NoteWords = { label: string; hint: string };

const nothing: CaseState = { problem: null };

const nothingTyped: DecisionState = { problem: null, note: '', resolution: '' };

type DecisionFormProps = Shared & {
  isOpen: boolean;
  /** Of the case as it is shown: nobody decides on facts that they did not see. */
  version: number;
  note: NoteWords;
  words: { detail: string; how: string; submit: string; addNote: string };
  choices: readonly { value: string; text: string }[];
};

/**
 * The decision, with its reason; the same note can be kept without deciding. It stays when somebody else ended the case
 * meanwhile: what was being written is not theirs to take away.
 */
export function DecisionForm({ caseId, isOpen, problems, busy, version, note, words, choices }: DecisionFormProps) {
  const [{ problem, ...typed }, act] = useActionState(decide.bind(null, caseId), nothingTyped);
  const isAboutNote = problem === 'noteRequired' || problem === 'too_long';
  return (
    <form action={act} className="grid gap-3">
      <input type="hidden" name="version" value={version} />
      {isOpen ? (
        <SelectField
          id="resolution"
          name="resolution"
          label={words.how}
          key={typed.resolution}
          defaultValue={typed.resolution || undefined}
        >
          {choices.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </SelectField>
      ) : null}
      <NoteField words={note} typed={typed.note} error={isAboutNote ? problems[problem] : null} />
      {problem && !isAboutNote ? <Note tone="warn" role="alert" title={problems[problem]} /> : null}
      {isOpen ? (
        <>
          <p className="text-xs text-ink-3">{words.detail}</p>
          <div className="flex flex-wrap gap-2">
            <SubmitButton tone="primary" busyLabel={busy}>
              {words.submit}
            </SubmitButton>
            <button
              type="submit"
              name="act"
              value="note"
              className="h-9 rounded-md px-3.5 text-sm font-medium text-ink-2 hover:bg-hover max-tablet:h-11"
            >
              {words.addNote}
            </button>
          </div>
        </>
      ) : (
        <div>
          <input type="hidden" name="act" value="note" />
          <SubmitButton busyLabel={busy}>{words.addNote}</SubmitButton>
        </div>
      )}
    </form>
  );
}

type AdoptFormProps = Shared & {
  tills: readonly { id: string; name: string }[];
  words: { detail: string; till: string; hint: string; submit: string; busy: string };
};

/** Makes the order that the money should have had. */
export function AdoptForm({ caseId, problems, tills, words }: AdoptFormProps) {
  const [state, act] = useActionState(adopt.bind(null, caseId), nothing);
  return (
    <form action={act} className="grid gap-3">
      <p className="text-sm text-ink-2">{words.detail}</p>
      <SelectField id="pos" name="pos" label={words.till} hint={words.hint}>
        {tills.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      {state.problem ? <Note tone="warn" role="alert" title={problems[state.problem]} /> : null}
      <div>
        <SubmitButton tone="primary" busyLabel={words.busy}>
          {words.submit}
        </SubmitButton>
      </div>
    </form>
  );
}

function NoteField({ words, typed, error }: { words: NoteWords; typed: string; error: string | null }) {
  return (
    <Field id="note" label={words.label} hint={words.hint} error={error}>
      <textarea
        id="note"
        name="note"
        key={typed}
        defaultValue={typed}
        rows={3}
        maxLength={2_000}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy('note', { hint: words.hint, error })}
        className="min-h-20 w-full rounded-md border border-line-control bg-surface px-2.5 py-2 text-sm focus:border-focus aria-invalid:border-stop-mark"
      />
    </Field>
  );
}
