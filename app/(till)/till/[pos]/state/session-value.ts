import { tillPrefix } from '@/lib/web/use-forget-tills';

/**
 * What this tab keeps under a name while its page is reloaded; null when there is nothing, or when the browser keeps
 * nothing at all.
 */
export function readSessionValue(name: string): unknown {
  try {
    const text = window.sessionStorage.getItem(name);
    return text === null ? null : JSON.parse(text);
  } catch {
    // Storage is switched off or holds something else: the till works without it, only a reload forgets.
    return null;
  }
}

/** Keeps a value in this tab; null forgets it. */
export function keepSessionValue(name: string, value: unknown): void {
  try {
    if (value === null) window.sessionStorage.removeItem(name);
    else window.sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // As above: storage that is full or switched off must not stop a sale.
  }
}

/** Whose values they are: another person in the same tab never sees them. */
export type TillOwner = { readonly personId: string; readonly externalPosId: string };

/** Name of a value that a till keeps. The offline page reads `seen` and `attempt` by the end of their names. */
export function tillValueName(
  { personId, externalPosId }: TillOwner,
  what: 'sale' | 'attempt' | 'seen' | 'ticket',
): string {
  return `${tillPrefix}${personId} ${externalPosId} ${what}`;
}
