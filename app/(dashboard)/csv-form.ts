import { MAX_CSV_LENGTH } from '@/lib/domain/csv';

/** A letter takes three bytes at most. */
const MAX_CSV_BYTES = 3 * MAX_CSV_LENGTH;

/**
 * A form with a `file`, or with its `text`, as it goes to the server; null when it is too long, which the browser has to
 * say, for the server refuses a longer request unread. A file goes without the text that it takes the place of.
 */
export function csvFormToSend(form: FormData): FormData | null {
  const [file, text] = [form.get('file'), form.get('text')];
  if (file instanceof File && file.size > 0) {
    form.delete('text');
    return file.size > MAX_CSV_BYTES ? null : form;
  }
  return typeof text === 'string' && text.length > MAX_CSV_LENGTH ? null : form;
}
