import 'server-only';

/** What a field of a form holds, or '' when it was not sent or is a file. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
