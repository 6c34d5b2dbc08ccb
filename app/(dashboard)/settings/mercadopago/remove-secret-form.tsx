import { SubmitButton } from '@/app/_ui/submit-button';
import { removeSecret } from './secret-actions';

type RemoveSecretFormProps = {
  secret: { readonly place: number; readonly lastFour: string };
  words: { readonly submit: string; readonly submitting: string; readonly label: string };
};

/** Forgets one secret. It can be pasted again, so nobody is asked twice. */
export function RemoveSecretForm({ secret, words }: RemoveSecretFormProps) {
  return (
    <form action={removeSecret}>
      <input type="hidden" name="place" value={secret.place} />
      <input type="hidden" name="last_four" value={secret.lastFour} />
      <SubmitButton tone="stop" size="small" busyLabel={words.submitting}>
        <span aria-hidden="true">{words.submit}</span>
        <span className="unseen">{words.label}</span>
      </SubmitButton>
    </form>
  );
}
